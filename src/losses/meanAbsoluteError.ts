import * as z from 'zod/mini';
import { defineLoss } from '../components/definition.ts';
import { elementLoss } from './elementLoss.ts';
import { reductionOption } from './reduction.ts';

/**
 * The distance of predictions from targets: least absolute deviations, which a few wild targets move less than squares.
 *
 *     e = |a − t|    de/da = sign(a − t), with sign(0) = 0
 *
 * `reduction` as for `meanSquaredError`.
 * Shapes: prediction a and target t alike; they may differ by a last axis of extent 1.
 * Throws a ShapeError where the target has another shape.
 */
export const meanAbsoluteError = defineLoss({
  name: 'meanAbsoluteError',
  summary: 'the mean of |a − t| over all elements',
  options: () => z.strictObject({ reduction: reductionOption }),
  create: ({ reduction }) => elementLoss(reduction, (a, t) => {
    const difference = a.sub(t);
    return { elements: difference.abs(), derivative: () => difference.sign() };
  }),
});
