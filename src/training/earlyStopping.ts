import { improves, monitoredFigure } from '../components/monitor.ts';
import type { MonitoredFigures } from '../components/monitor.ts';
import type { Better } from '../metrics/metric.ts';
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
  private readonly better: Better;
  private waited = 0;

  constructor(options: EarlyStoppingOptions, better: Better) {
    this.options = options;
    this.better = better;
  }

  /** True where this epoch is the best so far. */
  observe(epoch: number, figures: MonitoredFigures): boolean {
    const value = monitoredFigure(this.options, figures);
    const better = improves(value, this.best?.value, this.better, this.options.minDelta);
    if (better) this.best = { epoch, monitor: this.options.monitor, value };
    this.waited = better ? 0 : this.waited + 1;
    return better;
  }

  get exhausted(): boolean {
    return this.waited >= this.options.patience;
  }
}
