import type { HostArray, Precision } from '../../tensor/dtype.ts';
import type { RowFiller } from '../../random/fillNoise.ts';
import type { Graph } from '../../tensor/graph.ts';
import type { Noise } from '../../tensor/operations.ts';
import type { Region } from '../../graph/regions.ts';
import type { BoundKernel, CompileNested } from './kernel.ts';
import type { Memory } from './memory.ts';

/** A planned step: what is to be computed, in which order, and in which memory. */
export interface Schedule {
  readonly graph: Graph;
  readonly regions: readonly Region[];
  /** The array of a node's value, for nodes that a region stores or reads. */
  arrayOf(id: number): HostArray;
  /** Where kernels take what else they need; it goes with the executable. */
  readonly memory: Memory;
  /** Compiles the body of a scan. */
  readonly compile: CompileNested;
}

/** What carries out the plan that `typescript` and `native` share. */
export interface Machine {
  /** The backend's name, for errors. */
  readonly name: string;
  readonly precision: Precision;
  /** Memory that the kernels reach, for one executable. */
  memory(): Memory;
  /** Binds the kernels of a schedule, called in order once a step: where they are to be `apart`, one a region, in the order of the regions. */
  bind(schedule: Schedule, apart?: boolean): readonly BoundKernel[];
  /** A faster way than the common one to fill rows of `count` numbers with noise, the same bit for bit; undefined where there is none. */
  readonly rowFiller?: (distribution: Noise['distribution'], target: HostArray, count: number, memory: Memory) => RowFiller | undefined;
  /** Called before each stretch of steps, for settings that the whole process shares. */
  readonly enter?: () => void;
  /** Called after each stretch, however it ends. */
  readonly leave?: () => void;
  /** Called when the session ends: none of its executables runs again. */
  readonly dispose?: () => void;
}
