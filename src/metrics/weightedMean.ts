import { sumSamples } from '../tensor/functions.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Metric, MetricContext } from './metric.ts';
import { ratio } from './ratio.ts';

/**
 * A metric that is a mean over samples, from a value for each element.
 *
 *     figure = Σᵢ wᵢ·valueᵢ / Σᵢ wᵢ, valueᵢ the mean over the elements of sample i
 *
 * Over no samples at all the figure is 0.
 */
export function weightedMean(elementsOf: (prediction: Tensor, target: Tensor, context: MetricContext) => Tensor, more: Pick<Metric, 'better' | 'targetRange'> = {}): Metric {
  return {
    ...more,
    record(prediction, target, weights, context) {
      const elements = elementsOf(prediction, target, context);
      const values = sumSamples(elements).mul((elements.shape[0] ?? 1) / elements.size);
      return { total: values.mul(weights).sum(), weight: weights.sum() };
    },
    result: ({ total = 0, weight = 0 }) => ratio(total, weight),
  };
}
