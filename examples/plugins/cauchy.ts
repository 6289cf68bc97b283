import { defineLoss, perSample, sumSamples, z } from 'chainrule';

/**
 * Grows with the logarithm of a large error, so that outliers count for little.
 *
 *     e = ½·log(1 + d²), d = a − t    de/da = d / (1 + d²)
 *
 * The value of a sample is the sum over its elements.
 * Shapes: prediction a and target t alike.
 */
export const cauchy = defineLoss({
  name: 'cauchy',
  summary: '½·log(1 + (a − t)²), summed over a sample',
  options: () => z.strictObject({}),
  create: () => ({
    batchReduction: 'mean',
    forward(_, prediction, target) {
      const d = prediction.sub(target);
      const values = sumSamples(d.square().log1p().mul(0.5));
      return { values, backward: dValues => d.div(d.square().add(1)).mul(perSample(dValues, d)) };
    },
  }),
});
