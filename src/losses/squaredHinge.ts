import { defineLoss } from '../components/definition.ts';
import { complement } from './probabilities.ts';
import { marginLoss, marginOptions } from './marginLoss.ts';

/**
 * The square of the hinge: smooth where the margin is reached, and steeper for scores far on the wrong side.
 *
 *     e = m², m = max(0, 1 − t·a), t = ±1    de/da = −2·m·t
 *
 * `reduction` as for `meanSquaredError`. Labels are 1 for yes; for no −1 or 0, which is taken for −1.
 * Shapes: score a and label t alike; they may differ by a last axis of extent 1.
 * Throws a ShapeError where the target has another shape.
 */
export const squaredHinge = defineLoss({
  name: 'squaredHinge',
  summary: 'max(0, 1 − t·a)² for labels t = ±1',
  options: marginOptions,
  create: ({ reduction }) => marginLoss(reduction, (a, t) => {
    const missing = complement(t.mul(a)).relu();
    return { elements: missing.square(), derivative: () => missing.mul(t).mul(-2) };
  }),
});
