import * as z from 'zod/mini';
import { defineLoss } from '../components/definition.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { elementLoss } from './elementLoss.ts';
import { reductionOption } from './reduction.ts';

/**
 * Near ½·d² for a small error d, near |d| − log 2 for a large one, and smooth everywhere.
 *
 *     d = a − t    e = log cosh d    de/da = tanh d
 *
 * `reduction` as for `meanSquaredError`.
 * Shapes: prediction a and target t alike; they may differ by a last axis of extent 1.
 * Throws a ShapeError where the target has another shape.
 */
export const logCosh = defineLoss({
  name: 'logCosh',
  summary: 'log cosh (a − t)',
  options: () => z.strictObject({ reduction: reductionOption }),
  create: ({ reduction }) => elementLoss(reduction, (a, t) => {
    const difference = a.sub(t);
    return { elements: logCoshOf(difference), derivative: () => difference.tanh() };
  }),
});

/** Beyond this log cosh d is |d| − log 2 in float64 too. */
const straight = 20;

/** log cosh d = log(1 + ½·(eᵈ − 1)·(1 − e⁻ᵈ)), which keeps the digits of a small d; a large d is clipped before and its rest added, so that nothing overflows. */
function logCoshOf(d: Tensor): Tensor {
  const s = d.maximum(-straight).minimum(straight);
  return s.expm1().mul(s.negate().expm1()).mul(-0.5).log1p().add(d.sub(s).abs());
}
