import { ConfigError } from '../errors.ts';
import type { Loss } from '../losses/loss.ts';
import type { Metric } from './metric.ts';
import { weightedMean } from './weightedMean.ts';

/**
 * A loss that stands in the list of metrics: its mean over samples.
 *
 *     figure = Σᵢ wᵢ·lossᵢ / Σᵢ wᵢ
 *
 * Options, shapes and targets are those of the loss, and its `reduction` acts inside a sample alone. Rows of classes that the trained loss ignores are left out.
 * Throws a ConfigError where it takes predictions as logits and the loss that is trained as probabilities, or the other way round.
 */
export function lossMetric(loss: Loss): Metric {
  return weightedMean((prediction, target, context) => {
    requireSameForm(loss.fromLogits, context.fromLogits);
    return loss.forward(context, prediction, target).values;
  }, { better: 'lower', targetRange: (prediction, target) => loss.targetRange?.(prediction, target) });
}

function requireSameForm(own: boolean | undefined, trained: boolean | undefined): void {
  if (own === undefined || trained === undefined || own === trained) return;
  throw new ConfigError('a loss among the metrics takes the predictions otherwise than the loss that is trained', {
    got: `fromLogits: ${own}`, expected: `fromLogits: ${trained}`, next: `write fromLogits: ${trained} at the metric`,
  });
}
