import { defineLoss, definePlugin, perSample, sumSamples, z } from 'chainrule';

/**
 * Near ½·d² for a small error d, near |d| for a large one.
 *
 *     e = √(1 + d²) − 1, d = a − t    de/da = d / √(1 + d²)
 *
 * The value of a sample is the sum over its elements. Shapes: prediction a and target t alike.
 */
export const newPart = defineLoss({
  name: 'newPart',
  summary: '√(1 + (a − t)²) − 1, summed over a sample',
  options: () => z.strictObject({}),
  create: () => ({
    batchReduction: 'mean',
    forward(_, prediction, target) {
      const d = prediction.sub(target);
      const root = d.square().add(1).sqrt();
      return { values: sumSamples(root.sub(1)), backward: dValues => d.div(root).mul(perSample(dValues, d)) };
    },
  }),
});
export default definePlugin({ name: 'new-part', contributes: { losses: [newPart] } });
