import * as z from 'zod/mini';
import { defineLoss } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { elementLoss } from './elementLoss.ts';
import { reductionOption } from './reduction.ts';

/**
 * A square near the target and a straight line far from it: smooth, and moved little by wild targets.
 *
 *     d = a − t    e = ½·d² where |d| ≤ δ, else δ·(|d| − ½·δ)    de/da = d clipped to [−δ, δ]
 *
 * δ is `delta`, above 0. `reduction` as for `meanSquaredError`.
 * Shapes: prediction a and target t alike; they may differ by a last axis of extent 1.
 * Throws a ShapeError where the target has another shape.
 * Source: Huber, "Robust estimation of a location parameter" (1964).
 */
export const huber = defineLoss({
  name: 'huber',
  summary: '½·d² for a small error d, δ·|d| − ½·δ² for a large one',
  options: () => z.strictObject({
    /** The error δ from which on the loss is a straight line. */
    delta: withDefault(z.number().check(z.positive()), 1),
    reduction: reductionOption,
  }),
  shorthand: 'delta',
  create: ({ delta, reduction }) => elementLoss(reduction, (a, t) => {
    const difference = a.sub(t);
    const clipped = difference.maximum(-delta).minimum(delta);
    // Both branches in one: s·(d − ½·s), s = d clipped.
    return { elements: clipped.mul(difference.sub(clipped.mul(0.5))), derivative: () => clipped };
  }),
});
