import type { Column, Dataset } from '../data/dataset.ts';
import { requireFinite } from '../data/requireFinite.ts';
import { requireTargetRange } from '../data/targetRange.ts';
import { located } from '../errors.ts';
import type { Loss } from '../losses/loss.ts';
import type { Metric } from '../metrics/metric.ts';
import type { Objective } from '../model/recordTraining.ts';
import type { Shape } from '../tensor/shape.ts';
import type { TargetRange } from '../tensor/targets.ts';

/** Targets that are not finite, or that a loss or a metric cannot take, are refused before the first step: throws a DataError that names the sample which has one, and the metric. */
export function checkTargets({ losses, metrics, model: { outputs } }: Objective, { targets }: Dataset): void {
  targets.forEach(requireFinite);
  losses.forEach(({ loss }, index) => requireTaken(loss, outputs[index], targets[index]));
  // What the loss ignores counts in no metric.
  const beside = rangeFor(losses[0]?.loss, outputs[0], targets[0])?.beside;
  Object.values(metrics).forEach((metric, index) => {
    try {
      requireTaken(metric, outputs[0], targets[0], beside);
    } catch (error) {
      throw located(error, `metrics[${index}]`, ': ');
    }
  });
}

type Taker = Pick<Loss | Metric, 'targetRange'>;

function rangeFor(taker: Taker | undefined, output: Shape = [], target: Column | undefined): TargetRange | undefined {
  return target && taker?.targetRange?.(output, target.shape);
}

function requireTaken(taker: Taker, output: Shape | undefined, target: Column | undefined, beside?: number): void {
  const range = rangeFor(taker, output, target);
  if (target !== undefined && range !== undefined) requireTargetRange(target, beside === undefined ? range : { ...range, beside });
}
