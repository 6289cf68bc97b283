import { broadcastAxes, sameShape } from '../shape.ts';
import type { Shape } from '../shape.ts';
import type { Tensor } from '../tensor.ts';

/** The adjoint of broadcasting: a gradient summed over the axes along which an operand of this shape was repeated. */
export function unbroadcast(gradient: Tensor, shape: Shape): Tensor {
  return sameShape(gradient.shape, shape) ? gradient : gradient.sum(broadcastAxes(shape, gradient.shape)).reshape(shape);
}
