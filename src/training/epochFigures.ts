import type { Objective } from '../model/recordTraining.ts';
import type { CompiledStep } from './compiledStep.ts';
import type { Figures } from './observer.ts';

/**
 * Adds up losses and metric sums over batches, on the host in float64. The loss of many batches is the mean a sample, or, where the model's
 * losses are sums, the sum over all samples; penalties count once.
 */
export class EpochFigures {
  private readonly objective: Pick<Objective, 'losses' | 'metrics'>;
  private readonly sums = new Map<string, number>();
  private readonly additive: boolean;
  private loss = 0;
  private penalty = 0;
  private samples = 0;

  constructor(objective: Pick<Objective, 'losses' | 'metrics'>) {
    this.objective = objective;
    this.additive = objective.losses.every(({ loss }) => loss.batchReduction === 'sum');
  }

  /** Adds the outputs of a step; `samples` of its batch count. */
  add(step: CompiledStep, samples: number): void {
    const penalty = step.number('penalty');
    this.loss += (step.number('loss') - penalty) * (this.additive ? 1 : samples);
    this.penalty += penalty * samples;
    this.samples += samples;
    for (const name in step.executable.outputs) {
      if (name.startsWith('metrics/')) this.sums.set(name, (this.sums.get(name) ?? 0) + step.number(name));
    }
  }

  /** The loss, penalties included, and each metric. */
  get figures(): Figures {
    const loss = this.loss / (this.additive ? 1 : this.samples) + this.penalty / this.samples;
    const results = Object.entries(this.objective.metrics).map(([name, metric]) => [name, metric.result(this.sumsOf(name))] as const);
    return { loss, ...Object.fromEntries(results) };
  }

  private sumsOf(metric: string): Record<string, number> {
    const start = `metrics/${metric}/`;
    const own = [...this.sums].filter(([name]) => name.startsWith(start));
    return Object.fromEntries(own.map(([name, sum]) => [name.slice(start.length), sum]));
  }
}
