import { oneHot, perSample } from '../tensor/functions.ts';
import { classIndices, matchTarget, requireClassForm } from '../tensor/targets.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** Predictions, targets and weights as matrices: a row for each place that has predictions of its own. */
export interface Rows {
  /** [rows, columns]. */
  readonly predictions: Tensor;
  /** Float [rows, columns]; a class index as its one-hot row. */
  readonly targets: Tensor;
  /** [rows, 1]: the weight of the sample that a row belongs to. */
  readonly weights: Tensor;
  /** True where targets were class indices: the classes exclude each other. */
  readonly exclusive: boolean;
}

/**
 * Rows of classes, from predictions [batch, …, classes] with class indices [batch, …] or rows [batch, …, classes]; predictions [batch] or [batch, 1] are of one class,
 * yes or no. Throws a ShapeError where the target does not fit.
 */
export function classRows(prediction: Tensor, target: Tensor, weights: Tensor): Rows {
  const single = prediction.rank < 2 || prediction.shape.at(-1) === 1;
  if (single || requireClassForm(prediction, target) === 'row') return elementRows(prediction, target, weights);
  const targets = oneHot(classIndices(prediction, target), prediction.shape.at(-1) ?? 1);
  return { ...elementRows(prediction, targets, weights), exclusive: true };
}

/** Rows of the last axis, from predictions and targets alike. Throws a ShapeError where the target has another shape. */
export function elementRows(prediction: Tensor, target: Tensor, weights: Tensor): Rows {
  const places = prediction.rank < 2 ? prediction.shape : [...prediction.shape.slice(0, -1), 1];
  const columns = prediction.rank < 2 ? 1 : prediction.shape.at(-1) ?? 1;
  const rows = prediction.size / columns;
  return {
    predictions: prediction.reshape([rows, columns]),
    targets: matchTarget(prediction, target).reshape([rows, columns]),
    weights: perSample(weights, prediction).broadcastTo(places).reshape([rows, 1]),
    exclusive: false,
  };
}
