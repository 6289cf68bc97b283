import * as z from 'zod/mini';
import { defineLoss } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { elementLoss } from './elementLoss.ts';
import { reductionOption } from './reduction.ts';

/**
 * The distance of predictions from targets in percent of the target.
 *
 *     e = 100·|a − t| / max(|t|, ε)    de/da = 100·sign(a − t) / max(|t|, ε), with sign(0) = 0
 *
 * `reduction` as for `meanSquaredError`. ε, above 0, is that of Keras and tf.js: a target of 0 counts as 1e-7, so that its error is very large.
 * Shapes: prediction a and target t alike; they may differ by a last axis of extent 1.
 * Throws a ShapeError where the target has another shape.
 */
export const meanAbsolutePercentageError = defineLoss({
  name: 'meanAbsolutePercentageError',
  summary: 'the mean of 100·|a − t| / |t| over all elements',
  options: () => z.strictObject({
    reduction: reductionOption,
    /** The least magnitude of a target that is divided by. */
    epsilon: withDefault(z.number().check(z.positive()), 1e-7),
  }),
  create: ({ reduction, epsilon }) => elementLoss(reduction, (a, t) => {
    const whole = t.abs().maximum(epsilon);
    const percents = a.sub(t).div(whole).mul(100);
    return { elements: percents.abs(), derivative: () => percents.sign().div(whole).mul(100) };
  }),
});
