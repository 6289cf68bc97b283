import * as z from 'zod/mini';
import { defineLoss } from '../components/definition.ts';
import { oneHot } from '../tensor/functions.ts';
import { classLoss, classOptions } from './classLoss.ts';
import { complement } from './probabilities.ts';

/**
 * The hinge of exclusive classes: 0 where the score of the target class is above all others by at least 1; t is the target as a one-hot row.
 *
 *     e = max(0, 1 + n − Σⱼ tⱼ·aⱼ), n = maxⱼ (1 − tⱼ)·aⱼ    de/da = (1 − t)·[j = argmaxⱼ (1 − tⱼ)·aⱼ] − t where e > 0, else 0
 *
 * As in Keras the target's own place stands in n with a 0: other scores below 0 are not pushed further down. Of equal scores the first has the derivative.
 * Shapes: scores [batch, …, classes]; target class indices [batch, …] (or [batch, …, 1]), or rows [batch, …, classes], told apart by shape. `axis` and `reduction`
 * as for `categoricalCrossEntropy`.
 * Throws a ShapeError where the target has neither shape, and where the prediction has a single class or no such axis.
 * Source: Crammer, Singer, "On the algorithmic implementation of multiclass kernel-based vector machines" (2001), without the 0.
 */
export const categoricalHinge = defineLoss({
  name: 'categoricalHinge',
  summary: 'max(0, 1 + the highest other score − that of the target class)',
  options: () => z.strictObject(classOptions),
  create: options => classLoss(options, (a, { t }) => {
    const others = complement(t).mul(a);
    const rows = others.max(-1).sub(t.mul(a).sum(-1)).add(1).relu();
    const highest = () => oneHot(others.argMax(-1), a.shape.at(-1) ?? 1);
    return { rows, derivative: () => complement(t).mul(highest()).sub(t).mul(rows.greater(0).cast('float').expandDims(-1)) };
  }),
});
