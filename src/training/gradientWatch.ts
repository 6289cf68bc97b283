import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import type { Model } from '../model/model.ts';
import type { CompiledStep } from './compiledStep.ts';
import type { Observer } from './observer.ts';
import { watchThreshold } from './recordWatch.ts';
import type { Stretch } from './recovery.ts';
import type { StepCompiler } from './stepCompiler.ts';
import { watchedLayer } from './watchedGradients.ts';
import type { WatchedGradients } from './watchedGradients.ts';

/** Looks at the gradients of a batch now and then, for layers whose gradients vanish and units that are dead. */
export const watchGradientsSchema = z.strictObject({
  /** Steps from one look to the next; the first step is looked at. */
  every: withDefault(z.int().check(z.positive()), 100),
  /** Elements of a gradient with a magnitude below it count as near zero. */
  threshold: withDefault(z.number().check(z.positive()), 1e-7),
});

export type WatchGradientsOptions = z.output<typeof watchGradientsSchema>;

/** What a watch looks through and whom it tells. */
export interface WatchParts {
  readonly compiler: StepCompiler;
  readonly model: Model;
  readonly observers: readonly Observer[];
  readonly options: WatchGradientsOptions;
}

/** Runs a graph of its own on batches that are about to be trained on: the training step stays as it is, and so does its result. */
export class GradientWatch {
  last: WatchedGradients | undefined;
  private readonly parts: WatchParts;

  constructor(parts: WatchParts) {
    this.parts = parts;
  }

  /** Steps that may be taken after `step` ones before the next look. */
  stepsUntilNext(step: number): number {
    const { every } = this.parts.options;
    return every - step % every;
  }

  /** Looks at the first batch of a stretch where it is time to, and tells the observers. */
  async look(stretch: Stretch, epoch: number): Promise<void> {
    const { compiler, observers, options: { every } } = this.parts;
    if (stretch.step % every !== 0) return;
    const compiled = compiler.get('watch', stretch.batchSize);
    const feed = stretch.refill(compiled);
    await compiled.executable.run(1, () => this.prepare(compiled, stretch.step, () => feed(0)), () => {
      this.last = this.read(compiled, stretch.step + 1, epoch);
    });
    if (this.last !== undefined) for (const observer of observers) await observer.gradientsWatched?.(this.last);
  }

  /** Penalties are left out: their gradients reach a unit that the data do not. */
  private prepare(compiled: CompiledStep, step: number, feed: () => void): void {
    compiled.prepare(step);
    feed();
    compiled.setScalar('penaltyScale', 0);
    compiled.setScalar(watchThreshold, this.parts.options.threshold);
  }

  private read(compiled: CompiledStep, step: number, epoch: number): WatchedGradients {
    const { model, options: { threshold } } = this.parts;
    const output = (kind: string, path: string) => compiled.tensor(`${kind}/${path}`).values;
    const columns = (path: string) => ({ largest: output('largest', path), squares: output('squares', path), small: output('small', path) });
    return { step, epoch, threshold, layers: [...model.places.values()].flatMap(place => watchedLayer(place, columns) ?? []) };
  }
}
