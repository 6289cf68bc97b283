import type { Objective } from '../model/recordTraining.ts';
import type { HostArray } from '../tensor/dtype.ts';
import type { CompiledStep } from './compiledStep.ts';
import { figureOf } from './figureOf.ts';
import type { HostTensor } from './hostTensor.ts';
import type { Figures } from './observer.ts';

/**
 * Adds up losses and metric sums over batches, on the host in float64. The loss of many batches is the mean a sample, or, where the model's
 * losses are sums, the sum over all samples; penalties count once.
 */
export class EpochFigures {
  private readonly objective: Pick<Objective, 'losses' | 'metrics'>;
  private readonly sums = new Map<string, HostTensor>();
  private readonly additive: boolean;
  private loss = 0;
  private penalty = 0;
  private counted = 0;

  constructor(objective: Pick<Objective, 'losses' | 'metrics'>) {
    this.objective = objective;
    this.additive = objective.losses.every(({ loss }) => loss.batchReduction === 'sum');
  }

  /** Makes room for the sums of a step, so that there are figures even over no samples. */
  open(step: CompiledStep): void {
    for (const name in step.executable.outputs) {
      if (!name.startsWith('metrics/') || this.sums.has(name)) continue;
      const { shape, values } = step.tensor(name);
      this.sums.set(name, { shape, values: new Float64Array(values.length) });
    }
  }

  /** Adds the outputs of a step; its loss is the mean over what is `counted`: its samples, or their weights. */
  add(step: CompiledStep, counted: number): void {
    const penalty = step.number('penalty');
    this.loss += (step.number('loss') - penalty) * (this.additive ? 1 : counted);
    this.penalty += penalty * counted;
    this.counted += counted;
    if (this.sums.size === 0) this.open(step);
    for (const [name, { values }] of this.sums) addTo(values, step.tensor(name).values);
  }

  /** The loss, penalties included, and each metric. */
  get figures(): Figures {
    const loss = this.loss / (this.additive ? 1 : this.counted) + this.penalty / this.counted;
    const results = Object.entries(this.objective.metrics).map(([name, metric]) => [name, figureOf(metric, this.sumsOf(name))] as const);
    return { loss, ...Object.fromEntries(results) };
  }

  private sumsOf(metric: string): Record<string, HostTensor> {
    const start = `metrics/${metric}/`;
    const own = [...this.sums].filter(([name]) => name.startsWith(start));
    return Object.fromEntries(own.map(([name, sum]) => [name.slice(start.length), sum]));
  }
}

function addTo(totals: HostArray, values: HostArray): void {
  for (let index = 0; index < values.length; index++) totals[index] = (totals[index] ?? 0) + (values[index] ?? 0);
}
