import type { Tensor } from '../../tensor/tensor.ts';
import type { Activation } from '../oneToOne.ts';

interface ExponentialUnit {
  /** s, a factor of both branches. */
  readonly scale?: number;
  /** α, how far below 0 the function falls. */
  readonly alpha: number;
  /** w, over which it falls. */
  readonly width?: number;
}

/**
 * What elu, selu and celu share.
 *
 *     y = s·x where x > 0, else s·α·(e^(x/w) − 1)    dx = s·dy where x > 0, else s·(α/w)·e^(x/w)·dy
 *
 * The exponent is min(x, 0)/w, which overflows on neither branch.
 */
export function exponentialUnit(x: Tensor, { scale = 1, alpha, width = 1 }: ExponentialUnit): ReturnType<Activation> {
  const exponent = x.minimum(0).div(width);
  return {
    y: x.relu().add(exponent.expm1().mul(alpha)).mul(scale),
    backward: dy => dy.mul(x.greater(0).select(scale, exponent.exp().mul((scale * alpha) / width))),
  };
}
