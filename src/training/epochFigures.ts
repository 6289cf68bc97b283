import type { Metric } from '../metrics/metric.ts';
import type { CompiledStep } from './compiledStep.ts';
import type { Figures } from './observer.ts';

/** Adds up losses and metric sums over batches, on the host in float64. */
export class EpochFigures {
  private readonly metrics: Readonly<Record<string, Metric>>;
  private readonly sums = new Map<string, number>();
  private loss = 0;
  private samples = 0;

  constructor(metrics: Readonly<Record<string, Metric>>) {
    this.metrics = metrics;
  }

  /** Adds the outputs of a step; `samples` of its batch count. */
  add(step: CompiledStep, samples: number): void {
    this.loss += step.number('loss') * samples;
    this.samples += samples;
    for (const name in step.executable.outputs) {
      if (name.startsWith('metrics/')) this.sums.set(name, (this.sums.get(name) ?? 0) + step.number(name));
    }
  }

  /** The mean loss a sample, and each metric. */
  get figures(): Figures {
    const results = Object.entries(this.metrics).map(([name, metric]) => [name, metric.result(this.sumsOf(name))] as const);
    return { loss: this.loss / this.samples, ...Object.fromEntries(results) };
  }

  private sumsOf(metric: string): Record<string, number> {
    const start = `metrics/${metric}/`;
    const own = [...this.sums].filter(([name]) => name.startsWith(start));
    return Object.fromEntries(own.map(([name, sum]) => [name.slice(start.length), sum]));
  }
}
