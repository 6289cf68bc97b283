import type { RecordingContext } from '../tensor/recordingContext.ts';
import type { TargetTaker } from '../tensor/targets.ts';
import type { Tensor } from '../tensor/tensor.ts';

/**
 * Measures how far predictions are from targets, one value a sample. Weights, the sum over the batch and its normaliser are applied by the
 * framework, once, for all losses: L = normaliser · Σᵢ weightᵢ · valueᵢ.
 */
export interface Loss extends TargetTaker {
  /** `mean`: the normaliser is 1 / number of samples; `sum`: it is 1. */
  readonly batchReduction: 'mean' | 'sum';
  /** Whether predictions are logits, or other scores whose sign decides (true), or probabilities (false), for metrics; left out by a loss to which they are neither. */
  readonly fromLogits?: boolean;
  /** True where the classes of a row exclude each other, as under a softmax, for metrics; left out where each output is predicted by itself. */
  readonly exclusive?: boolean;
  /** Target [batch, …]: float, or int32 for class indices. Throws a ShapeError where it does not fit the prediction. */
  forward(context: RecordingContext, prediction: Tensor, target: Tensor): LossResult;
}

export interface LossResult {
  /** [batch]. */
  readonly values: Tensor;
  /** From ∂L/∂values [batch] to ∂L/∂prediction. */
  backward(dValues: Tensor): Tensor;
}
