import type { Model } from '../model/model.ts';
import type { CompiledStep } from './compiledStep.ts';
import type { Observer } from './observer.ts';
import { watchThreshold } from './watchColumns.ts';
import type { Stretch } from './recovery.ts';
import type { StepCompiler } from './stepCompiler.ts';
import type { WatchGradientsOptions } from './trainingOptions.ts';
import { watchedLayer } from './watchedGradients.ts';
import type { WatchedGradients } from './watchedGradients.ts';

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
