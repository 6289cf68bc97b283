import { improves, monitoredFigure } from '../components/monitor.ts';
import type { MonitoredFigures } from '../components/monitor.ts';
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
  private waited = 0;

  constructor(options: EarlyStoppingOptions) {
    this.options = options;
  }

  /** True where this epoch is the best so far. */
  observe(epoch: number, figures: MonitoredFigures): boolean {
    const value = monitoredFigure(this.options, figures);
    const better = improves(value, this.best?.value, this.options);
    if (better) this.best = { epoch, monitor: this.options.monitor, value };
    this.waited = better ? 0 : this.waited + 1;
    return better;
  }

  get exhausted(): boolean {
    return this.waited >= this.options.patience;
  }
}
