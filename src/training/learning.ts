import type { Session } from '../backends/backend.ts';
import { betterOf } from '../components/monitor.ts';
import type { DataParts } from '../data/dataset.ts';
import type { Observer } from './observer.ts';
import type { RunParts } from './runParts.ts';
import { StepCompiler } from './stepCompiler.ts';
import { Trainer } from './trainer.ts';
import type { TrainingEnd } from './trainer.ts';
import type { TrainingOptions } from './trainingOptions.ts';

/** What takes the steps under one seed. */
export interface Learner {
  readonly compiler: StepCompiler;
  readonly trainer: Trainer;
}

/** Trains a run's model on a session: once, or from several seeds. The learner of the best of them is then the run's. */
export class Learning implements Learner {
  private readonly parts: RunParts;
  private readonly session: Session;
  private learner: Learner;

  constructor(parts: RunParts, session: Session) {
    this.parts = parts;
    this.session = session;
    this.learner = this.learnerOf(parts.seed);
  }

  get compiler(): StepCompiler { return this.learner.compiler; }
  get trainer(): Trainer { return this.learner.trainer; }

  /** Trains once, or with restarts so often. */
  async train(settings: TrainingOptions, data: DataParts, observers: readonly Observer[]): Promise<TrainingEnd> {
    const { restarts } = settings;
    if (restarts === undefined || restarts.count === 1) return this.trainer.train(settings, data, observers);
    const { Restarts } = await import('./restarts.ts');
    const { session, learner: first, parts: { objective: { model, metrics }, optimizer, schedules, seed } } = this;
    const monitor = restarts.monitor ?? `${data.validation === undefined ? 'training' : 'validation'}.loss`;
    const better = betterOf({ monitor, mode: restarts.mode }, metrics);
    const open = (own: number) => (this.learner = this.learnerOf(own));
    const { learner, end } = await new Restarts({ session, model, optimizer, schedules, seed, monitor, better, options: restarts, first, open }).train(settings, data, observers);
    this.learner = learner;
    return end;
  }

  private learnerOf(seed: number): Learner {
    const { parts, session } = this;
    const compiler = new StepCompiler({ ...parts, seed, session });
    return { compiler, trainer: new Trainer({ ...parts, seed, session, compiler }) };
  }
}
