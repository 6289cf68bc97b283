import { oneHot, perSample } from '../tensor/functions.ts';
import type { Shape } from '../tensor/shape.ts';
import { classForm, classIndices, classRange, elementRange, matchTarget, requireClassForm } from '../tensor/targets.ts';
import type { TargetRange } from '../tensor/targets.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { MetricContext } from './metric.ts';

/** Predictions, targets and weights as matrices: a row for each place that has predictions of its own. */
export interface Rows {
  /** [rows, columns]. */
  readonly predictions: Tensor;
  /** Float [rows, columns]; a class index as its one-hot row. */
  readonly targets: Tensor;
  /** [rows, 1]: the weight of the sample that a row belongs to. */
  readonly weights: Tensor;
  /** True where the classes exclude each other: targets were class indices, or the loss takes them so. */
  readonly exclusive: boolean;
}

/**
 * Rows of classes, from predictions [batch, …, classes] with class indices [batch, …] or rows [batch, …, classes]; predictions [batch] or [batch, 1] are of one class,
 * yes or no. Throws a ShapeError where the target does not fit.
 */
export function classRows(prediction: Tensor, target: Tensor, weights: Tensor, { exclusive }: Pick<MetricContext, 'exclusive'>): Rows {
  const single = prediction.rank < 2 || prediction.shape.at(-1) === 1;
  if (single) return elementRows(prediction, target, weights);
  if (requireClassForm(prediction, target) === 'row') return { ...elementRows(prediction, target, weights), exclusive };
  const targets = oneHot(classIndices(prediction, target), prediction.shape.at(-1) ?? 1);
  return { ...elementRows(prediction, targets, weights), exclusive: true };
}

const shares = elementRange({ least: 0, greatest: 1 });

/** The targets of `classRows`, for the shapes of a sample: class indices, or numbers from 0 to 1. */
export function classRowsRange(prediction: Shape, target: Shape): TargetRange | undefined {
  return classForm(prediction, target) === 'index' ? classRange(prediction) : shares(prediction, target);
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
