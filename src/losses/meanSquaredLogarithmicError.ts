import * as z from 'zod/mini';
import { defineLoss } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { elementLoss } from './elementLoss.ts';
import { reductionOption } from './reduction.ts';

/**
 * The squared distance of logarithms, for targets of many orders of magnitude: it measures the ratio of prediction and target.
 *
 *     e = (log(1 + c) − log(1 + max(t, ε)))², c = max(a, ε)    de/da = 2·(log(1 + c) − log(1 + max(t, ε))) / (1 + c), 0 where a < ε
 *
 * `reduction` as for `meanSquaredError`. ε, above 0, is that of Keras and tf.js; negative predictions and targets count as ε.
 * Shapes: prediction a and target t alike; they may differ by a last axis of extent 1.
 * Throws a ShapeError where the target has another shape.
 */
export const meanSquaredLogarithmicError = defineLoss({
  name: 'meanSquaredLogarithmicError',
  summary: 'the mean of (log(1 + a) − log(1 + t))² over all elements',
  options: () => z.strictObject({
    reduction: reductionOption,
    /** The least value whose logarithm is taken. */
    epsilon: withDefault(z.number().check(z.positive()), 1e-7),
  }),
  create: ({ reduction, epsilon }) => elementLoss(reduction, (a, t) => {
    const c = a.maximum(epsilon);
    const difference = c.log1p().sub(t.maximum(epsilon).log1p());
    const inside = () => a.equal(c).cast('float');
    return { elements: difference.square(), derivative: () => difference.mul(2).div(c.add(1)).mul(inside()) };
  }),
});
