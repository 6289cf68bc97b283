import { defineLoss } from '../components/definition.ts';
import { complement } from './probabilities.ts';
import { marginLoss, marginOptions } from './marginLoss.ts';

/**
 * The loss of the support vector machine: 0 for a score on the right side by at least 1.
 *
 *     e = max(0, 1 − t·a), t = ±1    de/da = −t where t·a < 1, else 0
 *
 * `reduction` as for `meanSquaredError`. Labels are 1 for yes; for no −1 or 0, which is taken for −1.
 * Shapes: score a and label t alike; they may differ by a last axis of extent 1.
 * Throws a ShapeError where the target has another shape.
 * Source: Cortes, Vapnik, "Support-vector networks" (1995).
 */
export const hinge = defineLoss({
  name: 'hinge',
  summary: 'max(0, 1 − t·a) for labels t = ±1',
  options: marginOptions,
  create: ({ reduction }) => marginLoss(reduction, (a, t) => {
    const elements = complement(t.mul(a)).relu();
    return { elements, derivative: () => elements.greater(0).cast('float').mul(t).negate() };
  }),
});
