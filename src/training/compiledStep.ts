import { stepValue } from '../components/stepValue.ts';
import type { CompileOptions, Executable, Session } from '../backends/backend.ts';
import type { HostArray } from '../tensor/dtype.ts';
import type { Shape } from '../tensor/shape.ts';
import type { StepScalar } from '../tensor/recordingContext.ts';
import type { HostTensor } from './hostTensor.ts';
import type { Recorded } from './recordStep.ts';

/** An executable with the host's part of a step: it computes the scalars that change, and names outputs and feeds. */
export class CompiledStep {
  readonly executable: Executable;
  readonly batchSize: number;
  readonly ranges: NonNullable<Recorded['ranges']>;
  /** Whether the frame may hold weights other than 1. */
  weighted = true;
  private readonly sources: readonly StepScalar[];
  private readonly shapes: ReadonlyMap<string, Shape>;
  private readonly rate: StepScalar | undefined;

  constructor(session: Session, recorded: Recorded, batchSize: number, options: CompileOptions) {
    this.executable = session.compile(recorded.graph, options);
    this.batchSize = batchSize;
    this.ranges = recorded.ranges ?? [];
    this.sources = this.executable.frame.scalarNames.map(name => sourceOf(recorded, name));
    this.rate = [...recorded.scalars].findLast(([name]) => rateName.test(name))?.[1];
    this.shapes = new Map(Object.entries(recorded.graph.outputs).map(([name, id]) => [name, recorded.graph.nodes[id]?.shape ?? []]));
  }

  /** Fills the frame's scalars and step number for a step, counted from 0. */
  prepare(step: number): void {
    const { scalars, scalarNames, step: number } = this.executable.frame;
    number[0] = step;
    for (let index = 0; index < this.sources.length; index++) {
      const source = this.sources[index];
      if (source !== undefined) scalars[index] = stepValue(source, step, 'the scalar', scalarNames[index]);
    }
  }

  /** The rate of a step's update; undefined where the optimizer has none. Of several rates it is the last, that of a chain's last link. */
  learningRate(step: number): number | undefined {
    return this.rate?.at(step);
  }

  /** Overwrites one scalar of the frame, where the graph has it. */
  setScalar(name: string, value: number): void {
    const index = this.executable.frame.scalarNames.indexOf(name);
    if (index >= 0) this.executable.frame.scalars[index] = value;
  }

  /** The array of a feed; undefined where the graph does not read it. */
  feed(name: string): HostArray | undefined {
    return this.executable.frame.feeds[name];
  }

  /** The first number of an output, NaN where there is none. */
  number(output: string): number {
    return this.executable.outputs[output]?.[0] ?? Number.NaN;
  }

  /** An output with its shape, as the last step left it. */
  tensor(output: string): HostTensor {
    return { shape: this.shapes.get(output) ?? [], values: this.executable.outputs[output] ?? new Float64Array() };
  }

  dispose(): void {
    this.executable.dispose();
  }
}

/** `rate` of an optimizer, or of a link of a chain: `optimizer/1.rate`. */
const rateName = /^optimizer\/(?:.*\.)?rate$/u;

function sourceOf({ scalars }: Recorded, name: string): StepScalar {
  const source = scalars.get(name);
  if (source === undefined) throw new Error(`the scalar ${name} has no source`);
  return source;
}
