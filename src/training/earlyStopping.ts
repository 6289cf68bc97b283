import type { Figures } from './observer.ts';
import type { EarlyStoppingOptions } from './trainingOptions.ts';

export interface BestEpoch {
  readonly epoch: number;
  readonly monitor: string;
  readonly value: number;
}

/** Watches a figure from epoch to epoch and says when it has stopped improving. */
export class EarlyStopping {
  best: BestEpoch | undefined;
  private readonly options: EarlyStoppingOptions;
  private readonly sign: 1 | -1;
  private waited = 0;

  constructor(options: EarlyStoppingOptions) {
    this.options = options;
    const max = options.mode === 'max' || (options.mode === 'auto' && /accuracy|auc|f1|precision|recall|r2/i.test(options.monitor));
    this.sign = max ? -1 : 1;
  }

  /** True where this epoch is the best so far. That the monitored figure exists was checked before training. */
  observe(epoch: number, training: Figures, validation: Figures | undefined): boolean {
    const value = this.valueOf({ training, validation });
    const better = this.best === undefined || this.sign * value < this.sign * this.best.value - this.options.minDelta;
    if (better) this.best = { epoch, monitor: this.options.monitor, value };
    this.waited = better ? 0 : this.waited + 1;
    return better;
  }

  get exhausted(): boolean {
    return this.waited >= this.options.patience;
  }

  private valueOf(parts: { readonly training: Figures; readonly validation: Figures | undefined }): number {
    const [part, name] = this.options.monitor.split('.');
    const value = part === 'training' || part === 'validation' ? parts[part]?.[name ?? ''] : undefined;
    if (value !== undefined) return value;
    throw new Error(`early stopping has no figure ${this.options.monitor} to watch`);
  }
}
