import type { Tensor } from '../../tensor/tensor.ts';

/** x kept between two numbers, and where it lies strictly between them: 1 there, else 0, its derivative with 0 at both kinks. */
export function clip(x: Tensor, least: number, greatest: number): { readonly y: Tensor; readonly inside: Tensor } {
  return {
    y: x.maximum(least).minimum(greatest),
    inside: x.greater(least).logicalAnd(x.less(greatest)).cast('float'),
  };
}
