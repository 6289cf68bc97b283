import type { RecordingContext } from '../tensor/recordingContext.ts';
import type { Tensor } from '../tensor/tensor.ts';

/**
 * Keeps a model from fitting its training data too closely. One interface serves penalties (L1, L2, elastic net), which add a term to the loss, and
 * transforms (dropout, noise), which change a value while training. A regularizer can be attached to a parameter, to a layer's output, or stand in the layer list.
 */
export interface Regularizer {
  /** R(x) and ∂R/∂x. */
  penalty?(context: RecordingContext, x: Tensor, sum: SumElements): RegularizerPenalty;
  /** y = f(x) of the same shape, with its backward. Not called outside training. */
  transform?(context: RecordingContext, x: Tensor): RegularizerTransform;
}

/**
 * Sums a tensor of x's shape: to a scalar where x is a parameter, to one value a sample where x is a layer's output.
 * The penalty is written once for both.
 */
export type SumElements = (elements: Tensor) => Tensor;

export interface RegularizerPenalty {
  /** R(x), as `sum` gives it. */
  readonly value: Tensor;
  /** ∂R/∂x, of x's shape. */
  readonly gradient: Tensor;
}

export interface RegularizerTransform {
  readonly y: Tensor;
  backward(dy: Tensor): Tensor;
}
