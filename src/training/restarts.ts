import type { Session } from '../backends/backend.ts';
import { improves, monitoredFigure } from '../components/monitor.ts';
import type { DataParts } from '../data/dataset.ts';
import { ConfigError, NonFiniteError } from '../errors.ts';
import type { Better } from '../metrics/metric.ts';
import type { Model } from '../model/model.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { RandomStream } from '../random/randomStream.ts';
import { initialState } from './initialState.ts';
import type { Learner } from './learning.ts';
import type { EpochReport, Observer, RestartReport, RestartsEnd } from './observer.ts';
import type { State } from './recovery.ts';
import { allStates, restoreAll } from './scheduleStates.ts';
import type { PlacedSchedule } from './scheduleStates.ts';
import type { TrainingEnd } from './trainer.ts';
import type { RestartsOptions, TrainingOptions } from './trainingOptions.ts';

export interface RestartsParts {
  readonly session: Session;
  readonly model: Model;
  readonly optimizer: Optimizer;
  readonly schedules: readonly PlacedSchedule[];
  /** The run's own, from which those of the restarts are derived. */
  readonly seed: number;
  readonly monitor: string;
  readonly better: Better;
  readonly options: RestartsOptions;
  /** The learner of the first restart, which starts from the weights as they are. */
  readonly first: Learner;
  /** Makes the learner of another seed. */
  open(seed: number): Learner;
}

/** What a restart came to. */
interface Attempt {
  readonly learner: Learner;
  readonly end: TrainingEnd;
  readonly report: RestartReport;
  readonly state: State;
  readonly schedules: readonly unknown[];
}

/** Trainings of one model on the same data, one after the other, each from a seed of its own for first weights, order and noise. A stream goes on where the one before left it. */
export class Restarts {
  private readonly parts: RestartsParts;
  private readonly reports: RestartReport[] = [];
  private best: Attempt | undefined;

  /** Throws a ConfigError where steps were taken already. */
  constructor(parts: RestartsParts) {
    this.parts = parts;
    const { steps } = parts.first.trainer.position;
    if (steps === 0) return;
    throw new ConfigError('restarts begin from new weights, and this run has trained its own', { where: 'training.restarts', got: `${steps} steps taken`, next: 'train({ restarts: 1 }) goes on from these weights' });
  }

  /**
   * Trains them all and leaves the best in the session. One that ends in a NaN or an infinity is passed over; where all do, the last error is the end's. Any other
   * error, and an abort, leave out those which are to come.
   */
  async train(settings: TrainingOptions, data: DataParts, observers: readonly Observer[]): Promise<{ readonly learner: Learner; readonly end: TrainingEnd }> {
    const started = performance.now();
    const { schedules, options: { count } } = this.parts;
    const first = allStates(schedules);
    let last: Attempt | undefined;
    for (let index = 0; index < count && goesOn(last, settings); index++) {
      restoreAll(schedules, first);
      last = await this.attempt(index, settings, data, observers);
      for (const observer of observers) await observer.restartEnded?.(last.report);
      this.judge(last);
    }
    if (last === undefined) throw new Error('there was no restart');
    return this.ended(last, (performance.now() - started) / 1000);
  }

  private async attempt(index: number, settings: TrainingOptions, data: DataParts, observers: readonly Observer[]): Promise<Attempt> {
    const { session, model, optimizer, schedules, first, monitor, options, open } = this.parts;
    const seed = this.seedOf(index);
    const learner = index === 0 ? first : open(seed);
    if (index > 0) session.write(initialState(model, optimizer, seed));
    const epochs: EpochReport[] = [];
    const end = await learner.trainer.train(settings, data, [...observers, { epochEnded: report => void epochs.push(report) }]);
    const kept = settings.earlyStopping?.restoreBest === true ? epochs.find(({ epoch }) => epoch === end.best?.epoch) : undefined;
    const value = end.error === undefined ? figureOf(kept ?? epochs.at(-1), monitor) : Number.NaN;
    const report = { restart: index + 1, restarts: options.count, seed, monitor, value, reason: end.reason, steps: end.steps, seconds: end.seconds };
    this.reports.push(report);
    return { learner, end, report, state: await session.read(), schedules: allStates(schedules) };
  }

  /** Keeps the better of two; what the other one compiled is given up. */
  private judge(attempt: Attempt): void {
    const better = improves(attempt.report.value, this.best?.report.value, this.parts.better);
    const loser = better ? this.best : attempt;
    if (better) this.best = attempt;
    loser?.learner.compiler.dispose();
  }

  private ended(last: Attempt, seconds: number): { readonly learner: Learner; readonly end: TrainingEnd } {
    const { session, schedules, monitor, options: { count } } = this.parts;
    const kept = this.best ?? last;
    session.write(kept.state);
    restoreAll(schedules, kept.schedules);
    kept.learner.trainer.forget();
    const restarts: RestartsEnd = { count, monitor, best: this.best?.report.restart, all: this.reports };
    return { learner: kept.learner, end: { ...kept.end, ...(cutsShort(last.end) && last.end), ...counted(kept.end), seconds, restarts } };
  }

  /** The run's own seed first. */
  private seedOf(index: number): number {
    return index === 0 ? this.parts.seed : new RandomStream(this.parts.seed, `restart ${index + 1}`).below(2 ** 32);
  }
}

function goesOn(last: Attempt | undefined, { signal }: TrainingOptions): boolean {
  return last === undefined || (signal?.aborted !== true && !cutsShort(last.end));
}

function cutsShort({ reason, error }: TrainingEnd): boolean {
  return reason === 'interrupted' || (error !== undefined && !(error instanceof NonFiniteError));
}

/** What belongs to the weights that are kept, however the last restart ended. */
function counted({ epochs, steps, best, gradients }: TrainingEnd): Pick<TrainingEnd, 'epochs' | 'steps' | 'best' | 'gradients'> {
  return { epochs, steps, best, gradients };
}

/** NaN where an epoch that was cut has no such figure. */
function figureOf(report: EpochReport | undefined, monitor: string): number {
  const known = report !== undefined && (report.validation !== undefined || monitor.startsWith('training.'));
  return known ? monitoredFigure({ monitor }, report) : Number.NaN;
}
