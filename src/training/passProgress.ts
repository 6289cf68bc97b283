import type { CompiledStep } from './compiledStep.ts';
import type { EpochFigures } from './epochFigures.ts';
import type { Observer } from './observer.ts';

/** How far training has come, over all calls. */
export interface Position {
  steps: number;
  /** Whole epochs. */
  epochs: number;
  /** Batches of the current epoch that were taken already. */
  batch: number;
}

/** What the steps of a pass change and whom they are told to. */
export interface ProgressParts {
  readonly position: Position;
  readonly figures: EpochFigures;
  readonly observers: readonly Observer[];
}

/** The longest stretch of steps, in milliseconds, after which the process gets its turn: signals and progress come through. */
export const longestStretch = 50;

/** Counts the steps of a pass, adds up their figures and tells the observers. */
export class PassProgress {
  readonly stepsPerEpoch: number;
  /** True where a loss was not finite; the step that gave it is not counted. */
  failed = false;
  private readonly parts: ProgressParts;
  private readonly started = performance.now();
  private samples = 0;

  constructor(parts: ProgressParts, stepsPerEpoch: number) {
    this.parts = parts;
    this.stepsPerEpoch = stepsPerEpoch;
  }

  /** After a step on so many samples; its loss is the mean over what is `counted`. Gives false where the loss is not finite. */
  stepped(compiled: CompiledStep, samples: number, counted: number): boolean {
    const { position, figures, observers } = this.parts;
    const loss = compiled.number('loss');
    this.failed = !Number.isFinite(loss);
    if (this.failed) return false;
    position.steps++;
    position.batch++;
    this.samples += samples;
    figures.add(compiled, counted);
    for (const observer of observers) if (observer.stepped !== undefined) this.tell(observer, compiled, loss);
    return true;
  }

  private tell(observer: Observer, compiled: CompiledStep, loss: number): void {
    const { position: { steps, epochs, batch } } = this.parts;
    observer.stepped?.({
      step: steps, epoch: epochs + 1, stepInEpoch: batch, stepsPerEpoch: this.stepsPerEpoch,
      loss, penalty: compiled.number('penalty'), samplesPerSecond: (this.samples * 1000) / (performance.now() - this.started),
      get learningRate() { return compiled.learningRate(steps - 1); },
    });
  }
}
