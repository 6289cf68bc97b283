import type { DataParts } from '../data/dataset.ts';
import { EpochFigures } from './epochFigures.ts';
import { initialState } from './initialState.ts';
import type { StepReport } from './observer.ts';
import { passOver } from './passOver.ts';
import { Recovery } from './recovery.ts';
import { stateEntries } from './recordStep.ts';
import { requireTrainable } from './requireTrainable.ts';
import { requireUpdates } from './requireUpdates.ts';
import type { RunParts } from './runParts.ts';
import { StepCompiler } from './stepCompiler.ts';

/** A step under a rate. */
export interface RateTrial {
  readonly rate: number;
  readonly loss: number;
  /** The exponential moving average of the losses, mₙ / (1 − βⁿ) with mₙ = β·mₙ₋₁ + (1 − β)·lossₙ. */
  readonly smoothed: number;
}

/** How rates are tried. */
export interface RateSweepOptions {
  readonly steps: number;
  /** The rate of a step, from 0; the optimizer of the run follows it. */
  readonly rateAt: (step: number) => number;
  /** β of the average. */
  readonly smoothing: number;
  readonly signal?: AbortSignal | undefined;
}

export interface RateSweep {
  readonly trials: readonly RateTrial[];
  readonly reason: 'finished' | 'diverged' | 'not finite' | 'interrupted';
}

/** A smoothed loss that lies above the best by so many times the best's magnitude, four times a positive best, ends the sweep. */
const excess = 3;

/** Takes steps on the training data of a run from its first weights, in a session of its own: no other figure is computed, and nothing is kept. */
export async function sweepRates(parts: RunParts, data: DataParts, options: RateSweepOptions): Promise<RateSweep> {
  const { objective, optimizer, backend, seed, training } = parts;
  requireTrainable(training, data, [], []);
  requireUpdates(optimizer, { ...training, epochs: Number.POSITIVE_INFINITY, steps: options.steps }, data);
  const session = backend.open(stateEntries(objective.model, optimizer));
  try {
    session.write(initialState(objective.model, optimizer, seed));
    const compilerParts = { ...parts, session };
    const working = { ...parts, compiler: new StepCompiler(compilerParts), recovery: new Recovery(compilerParts), figures: new EpochFigures(objective) };
    return await sweep(working, parts.classWeighting?.data ?? data, options);
  } finally {
    session.dispose();
  }
}

type Working = RunParts & Pick<Parameters<typeof passOver>[1], 'compiler' | 'recovery' | 'figures'>;

async function sweep({ training, ...parts }: Working, data: DataParts, { steps, signal, ...options }: RateSweepOptions): Promise<RateSweep> {
  const losses = new Losses(options);
  const position = { steps: 0, epochs: 0, batch: 0 };
  const own = AbortSignal.any([losses.diverged, ...(signal === undefined ? [] : [signal])]);
  const working = { ...parts, position, observers: [losses], options: { ...training, signal: own }, lastStep: steps };
  let finite = true;
  for (let before = -1; finite && before < position.steps && position.steps < steps && !own.aborted;) {
    before = position.steps;
    finite = await (await passOver(data, working)).run();
  }
  return { trials: losses.trials, reason: losses.diverged.aborted ? 'diverged' : reasonOf(finite, signal) };
}

function reasonOf(finite: boolean, signal: AbortSignal | undefined): RateSweep['reason'] {
  if (!finite) return 'not finite';
  return signal?.aborted === true ? 'interrupted' : 'finished';
}

/** Smooths the losses as they come and says when they have left the best behind. */
class Losses {
  readonly trials: RateTrial[] = [];
  private readonly options: Pick<RateSweepOptions, 'rateAt' | 'smoothing'>;
  private readonly controller = new AbortController();
  private average = 0;
  private best = Number.POSITIVE_INFINITY;

  constructor(options: Pick<RateSweepOptions, 'rateAt' | 'smoothing'>) {
    this.options = options;
  }

  get diverged(): AbortSignal {
    return this.controller.signal;
  }

  /** Steps that were on their way when the sweep ended do not count. */
  stepped({ step, loss }: StepReport): void {
    if (this.diverged.aborted) return;
    const { rateAt, smoothing } = this.options;
    this.average = smoothing * this.average + (1 - smoothing) * loss;
    const smoothed = this.average / (1 - smoothing ** step);
    this.trials.push({ rate: rateAt(step - 1), loss, smoothed });
    this.best = Math.min(this.best, smoothed);
    if (smoothed > this.best + excess * Math.abs(this.best)) this.controller.abort();
  }
}
