import type { RecordingContext } from '../tensor/recordingContext.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';

/**
 * Measures how far predictions are from targets, one value a sample. Weights, the sum over the batch and its normaliser are applied by the
 * framework, once, for all losses: L = normaliser · Σᵢ weightᵢ · valueᵢ.
 */
export interface Loss {
  /** `mean`: the normaliser is 1 / number of samples; `sum`: it is 1. */
  readonly batchReduction: 'mean' | 'sum';
  /** Target [batch, …]: float, or int32 for class indices. Throws a ShapeError where it does not fit the prediction. */
  forward(context: RecordingContext, prediction: Tensor, target: Tensor): LossResult;
  /** The least and greatest target that the loss can take; labels outside are refused before training. */
  targetRange?(prediction: Shape, target: Shape): { readonly least: number; readonly greatest: number } | undefined;
}

export interface LossResult {
  /** [batch]. */
  readonly values: Tensor;
  /** From ∂L/∂values [batch] to ∂L/∂prediction. */
  backward(dValues: Tensor): Tensor;
}
