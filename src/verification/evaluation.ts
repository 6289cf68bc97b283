import type { Backend, CompileOptions, Executable, Session, StateEntry } from '../backends/backend.ts';
import { CompiledStep } from '../training/compiledStep.ts';
import type { Recorded } from '../training/recordStep.ts';
import type { StepData } from './stepData.ts';

/** The outputs of a graph by name, copied. */
export type Figures = Readonly<Record<string, Float64Array>>;

/** The step that keys noise and schedules, unless another is asked for: not the first, so that schedules have moved. */
export const usualStep = 2;

/** The seed of noise, unless another is asked for. */
const usualSeed = 5;

/** What an evaluation may vary beside its data. */
export interface EvaluationOptions {
  /** Scalars that replace those that the graph's own sources give. */
  readonly scalars?: Readonly<Record<string, number>>;
  /** The step that keys noise and schedules, `usualStep` if left out. */
  readonly step?: number;
  /** The one array of the data that is not as it was in the run before; all are written where it is left out. */
  readonly changed?: Float64Array | undefined;
}

/** A recorded graph on a backend, to be run on any data: compiled once, with state of its own. */
export class Evaluation {
  private readonly session: Session;
  private readonly compiled: CompiledStep;

  constructor(backend: Backend, recorded: Recorded, state: readonly StateEntry[], { seed = usualSeed, ...options }: CompileOptions = {}) {
    this.session = backend.open(state);
    this.compiled = new CompiledStep(this.session, recorded, 0, { seed, ...options });
  }

  async run({ state, feeds, samples }: StepData, { scalars = {}, step = usualStep, changed }: EvaluationOptions = {}): Promise<Figures> {
    const { executable } = this.compiled;
    const written = (arrays: StepData['state']) => (changed === undefined ? arrays : Object.fromEntries(Object.entries(arrays).filter(([, values]) => values === changed)));
    this.session.write(written(state));
    const before = () => {
      this.compiled.prepare(step);
      for (const [name, value] of Object.entries(scalars)) this.compiled.setScalar(name, value);
      for (const [name, values] of Object.entries(written(feeds))) executable.frame.feeds[name]?.set(values);
      executable.frame.samples.set(samples.slice(0, executable.frame.samples.length));
    };
    await executable.run(1, before, () => true);
    return copies(executable);
  }

  dispose(): void {
    this.compiled.dispose();
    this.session.dispose();
  }
}

/** Runs a recorded graph once on a backend. */
export async function evaluateOnce(backend: Backend, recorded: Recorded, state: readonly StateEntry[], data: StepData, options: EvaluationOptions & { readonly seed?: number } = {}): Promise<Figures> {
  const evaluation = new Evaluation(backend, recorded, state, options.seed === undefined ? {} : { seed: options.seed });
  try {
    return await evaluation.run(data, options);
  } finally {
    evaluation.dispose();
  }
}

function copies({ outputs }: Executable): Figures {
  return Object.fromEntries(Object.entries(outputs).map(([name, values]) => [name, Float64Array.from(values)]));
}
