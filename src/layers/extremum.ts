import type { Tensor } from '../tensor/tensor.ts';
import type { Merge } from './merge.ts';

/**
 * The largest or the smallest of several tensors, taken two at a time: y₁ = x₁, yₖ = max(yₖ₋₁, xₖ).
 *
 *     dyₖ₋₁ = dyₖ where yₖ₋₁ ≥ xₖ, else 0    dxₖ = dyₖ where not, else 0
 *
 * The first of equal inputs has the whole gradient, so that the gradients of all inputs sum to dy.
 */
export function extremumOf(choose: 'maximum' | 'minimum'): Merge {
  const keeps = (y: Tensor, x: Tensor) => (choose === 'maximum' ? y.greaterEqual(x) : y.lessEqual(x));
  return (first, others) => {
    let y = first;
    const kept = others.map(x => {
      const keep = keeps(y, x);
      y = y[choose](x);
      return keep;
    });
    return { y, backward: dy => shared(dy, kept) };
  };
}

function shared(dy: Tensor, kept: readonly Tensor[]): readonly Tensor[] {
  let rest = dy;
  const gradients = kept.toReversed().map(keep => {
    const own = keep.select(0, rest);
    rest = keep.select(rest, 0);
    return own;
  });
  return [rest, ...gradients.toReversed()];
}
