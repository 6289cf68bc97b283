import { defineLoss } from '../components/definition.ts';
import { marginLoss, marginOptions } from './marginLoss.ts';

/**
 * The perceptron's criterion: only scores on the wrong side count, by their distance from 0.
 *
 *     e = max(0, −t·a), t = ±1    de/da = −t where t·a ≤ 0, else 0
 *
 * A score of 0 counts as wrong, so that learning starts from weights of 0 as by the perceptron's rule, w ← w + η·t·x for every sample that is not on the right side.
 * `reduction` as for `meanSquaredError`; that rule is `sum`. Labels are 1 for yes; for no −1 or 0, which is taken for −1.
 * Shapes: score a and label t alike; they may differ by a last axis of extent 1.
 * Throws a ShapeError where the target has another shape.
 * Source: Rosenblatt, "The perceptron" (1958).
 */
export const perceptron = defineLoss({
  name: 'perceptron',
  summary: 'max(0, −t·a) for labels t = ±1',
  options: marginOptions,
  create: ({ reduction }) => marginLoss(reduction, (a, t) => {
    const margin = t.mul(a);
    return { elements: margin.negate().relu(), derivative: () => margin.lessEqual(0).cast('float').mul(t).negate() };
  }),
});
