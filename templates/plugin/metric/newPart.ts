import { defineMetric, definePlugin, sumSamples, z } from 'chainrule';

/**
 * The mean distance of predictions from their targets.
 *
 *     figure = mean of |a − t|
 *
 * The sums add up over batches; over no samples the figure is 0. Shapes: prediction a and target t alike.
 */
export const newPart = defineMetric({
  name: 'newPart',
  summary: 'the mean of |a − t|',
  options: () => z.strictObject({}),
  create: () => ({
    better: 'lower',
    record(prediction, target, weights) {
      const distance = prediction.sub(target).abs();
      const elements = distance.size / (distance.shape[0] ?? 1);
      return { total: sumSamples(distance).mul(weights).sum().div(elements), weight: weights.sum() };
    },
    result: ({ total = 0, weight = 0 }) => (weight === 0 ? 0 : total / weight),
  }),
});
export default definePlugin({ name: 'new-part', contributes: { metrics: [newPart] } });
