import { defineLoss, perSample, sumSamples, z } from 'chainrule';

/**
 * Near ½·d² for a small error d, near |d| for a large one, and smooth everywhere.
 *
 *     e = log cosh d = softplus(2d) − d − log 2, d = a − t    de/da = tanh d
 *
 * The value of a sample is the sum over its elements.
 * Shapes: prediction a and target t alike.
 */
export const logCosh = defineLoss({
  name: 'logCosh',
  summary: 'log cosh (a − t), summed over a sample',
  options: () => z.strictObject({}),
  create: () => ({
    batchReduction: 'mean',
    forward(_, prediction, target) {
      const d = prediction.sub(target);
      const values = sumSamples(d.mul(2).softplus().sub(d).sub(Math.LN2));
      return { values, backward: dValues => d.tanh().mul(perSample(dValues, d)) };
    },
  }),
});
