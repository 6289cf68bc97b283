import type { Tensor } from '../tensor/tensor.ts';

/** c / max(√s, c): what gradients whose squares sum to s are multiplied by, so that their norm is at most c. */
export function shrunkTo(limit: number, squares: Tensor): Tensor {
  return squares.constant(limit).div(squares.sqrt().maximum(limit));
}
