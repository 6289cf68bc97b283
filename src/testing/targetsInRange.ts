import type { Loss } from '../losses/loss.ts';
import type { Metric } from '../metrics/metric.ts';
import type { Objective } from '../model/recordTraining.ts';
import type { StepData } from '../verification/stepData.ts';

/** Throws where a drawn target is none that a loss or a metric declares to take. */
export function expectTargetsInRange(label: string, taker: Pick<Loss | Metric, 'targetRange'> | undefined, { model, targets }: Pick<Objective, 'model' | 'targets'>, { feeds }: StepData): void {
  const range = taker?.targetRange?.(model.outputs[0] ?? [], targets[0]?.shape ?? []);
  if (range === undefined) return;
  const outside = feeds['targets/0']?.find(value => value !== range.beside && !(value >= range.least && value <= range.greatest));
  if (outside !== undefined) throw new Error(`${label}: the target ${outside} lies outside the declared range from ${range.least} to ${range.greatest}`);
}
