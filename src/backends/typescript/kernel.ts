import type { HostArray } from '../../tensor/dtype.ts';
import type { Graph, NodeOf } from '../../tensor/graph.ts';
import type { Operation } from '../../tensor/operations.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { Executable, StateEntry } from '../backend.ts';
import type { StateMemory } from './stateMemory.ts';

/** The memory that holds an operand, row-major. */
export interface Operand {
  readonly shape: Shape;
  readonly values: HostArray;
}

/** One operation of a step with its memory bound: called once a step, it allocates nothing. */
export type BoundKernel = () => void;

/** A graph inside an operation, compiled for the same machine, with state of its own. */
export interface Nested {
  readonly executable: Executable;
  readonly memory: StateMemory;
}

export type CompileNested = (graph: Graph, state: readonly StateEntry[]) => Nested;

/** Computes the values of an operation. */
export interface Kernel<K extends Operation> {
  /** The operand whose memory the output may take, where it is no other operand's as well. */
  readonly over?: number;
  /** Chooses loops, makes tables and scratch memory, and closes over the arrays. */
  bind(node: NodeOf<K>, operands: readonly Operand[], output: HostArray, compile: CompileNested): BoundKernel;
}

/** `source`: the values are in memory before the kernels run; `alias`: they are those of the operand, in the same memory; `pointwise`: a region computes them. */
export type Placed = 'source' | 'alias' | 'pointwise';

/** An operation that this backend does not run, and what to do about it. */
export interface Missing {
  readonly missing: string;
}

/** An answer for every operation: a new row of the operation table does not compile until it stands here. */
export type KernelTable = { readonly [K in Operation]: Kernel<K> | Placed | Missing };
