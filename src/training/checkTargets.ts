import type { Column, Dataset } from '../data/dataset.ts';
import { requireFinite } from '../data/requireFinite.ts';
import { requireTargetRange } from '../data/targetRange.ts';
import { located } from '../errors.ts';
import { ignoredClasses } from '../model/ignoredClasses.ts';
import type { Objective } from '../model/recordTraining.ts';
import type { Shape } from '../tensor/shape.ts';
import type { TargetTaker } from '../tensor/targets.ts';

/** Targets that are not finite, or that a loss or a metric cannot take, are refused before the first step: throws a DataError that names the sample which has one, and the metric. */
export function checkTargets(objective: Objective, { targets }: Dataset): void {
  const { losses, metrics, model: { outputs } } = objective;
  targets.forEach(requireFinite);
  losses.forEach(({ loss }, index) => requireTaken(loss, outputs[index], targets[index]));
  // What the loss ignores counts in no metric.
  const [beside] = ignoredClasses(objective);
  Object.values(metrics).forEach((metric, index) => {
    try {
      requireTaken(metric, outputs[0], targets[0], beside);
    } catch (error) {
      throw located(error, `metrics[${index}]`, ': ');
    }
  });
}

function requireTaken(taker: TargetTaker, output: Shape = [], target: Column | undefined, beside?: number): void {
  const range = target && taker.targetRange?.(output, target.shape);
  if (target !== undefined && range !== undefined) requireTargetRange(target, beside === undefined ? range : { ...range, beside });
}
