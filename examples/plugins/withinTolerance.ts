import { defineMetric, sumSamples, z } from 'chainrule';

/**
 * The share of predictions that are as near to their targets as is asked.
 *
 *     figure = mean of [|a − t| ≤ ε]
 *
 * ε > 0 is `tolerance`. The sums add up over batches, so that the figure is that of all samples; over no samples it is 0.
 * Shapes: prediction a and target t alike.
 */
export const withinTolerance = defineMetric({
  name: 'withinTolerance',
  summary: 'the share of predictions no further than ε from their targets',
  options: () => z.strictObject({ tolerance: z.number().positive().default(0.1) }),
  shorthand: 'tolerance',
  create: ({ tolerance }) => ({
    better: 'higher',
    record(prediction, target, weights) {
      const near = prediction.sub(target).abs().lessEqual(tolerance).cast('float');
      const elements = near.size / (near.shape[0] ?? 1);
      return { near: sumSamples(near).mul(weights).sum().div(elements), weight: weights.sum() };
    },
    result: ({ near = 0, weight = 0 }) => (weight === 0 ? 0 : near / weight),
  }),
});
