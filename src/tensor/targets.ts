import { ShapeError } from '../errors.ts';
import { formatShape, sameShape } from './shape.ts';
import type { Shape } from './shape.ts';
import type { Tensor } from './tensor.ts';
import type { ValueRange } from './valueRange.ts';

/** How a target names the class of a row of predictions: by its `index`, or by a `row` of probabilities (one-hot or soft). */
export type ClassForm = 'index' | 'row';

/** The targets that a loss can take; `beside` is the class index that it ignores. */
export interface TargetRange extends ValueRange {
  /** Whole numbers in words, where they are no class indices: `0 or 1`. */
  readonly labels?: string;
}

/** A loss or a metric, as far as it can take some targets alone: others are refused before training. */
export interface TargetTaker {
  /** The targets that it can take, for the shapes of a sample; undefined where any will do, and where the shapes do not fit, which is told when it is recorded. */
  targetRange?(prediction: Shape, target: Shape): TargetRange | undefined;
}

/** The range of what takes one target for every predicted number. */
export function elementRange(range: TargetRange): NonNullable<TargetTaker['targetRange']> {
  return (prediction, target) => (isMatch([1, ...prediction], [1, ...target]) ? range : undefined);
}

/** The target as float in the prediction's shape. The two may differ by a last axis of extent 1: [batch] and [batch, 1]. */
export function matchTarget(prediction: Tensor, target: Tensor): Tensor {
  if (!isMatch(prediction.shape, target.shape)) {
    throw new ShapeError('the target does not have the shape of the prediction', {
      got: `prediction ${formatShape(prediction.shape)}, target ${formatShape(target.shape)}`,
      expected: 'one target for every predicted number',
      next: 'give the last layer as many units as a sample has targets; for class indices take a loss or metric of classes, categoricalCrossEntropy or accuracy, or give one-hot targets',
    });
  }
  return target.reshape(prediction.shape).cast('float');
}

/**
 * The form of a target for predictions [batch, …, classes]: class indices are [batch, …] or [batch, …, 1], rows are [batch, …, classes].
 * It is undefined where neither fits, and for predictions of a single class, which would be right for ever. The batch axis may be left out of both shapes.
 */
export function classForm(prediction: Shape, target: Shape): ClassForm | undefined {
  if (prediction.length === 0 || prediction.at(-1) === 1) return undefined;
  if (sameShape(prediction, target)) return 'row';
  const rows = prediction.slice(0, -1);
  return sameShape(target, rows) || sameShape(target, [...rows, 1]) ? 'index' : undefined;
}

/** The class indices of predictions [batch, …, classes]; the batch axis may be left out. */
export function classRange(prediction: Shape): TargetRange {
  return { least: 0, greatest: (prediction.at(-1) ?? 1) - 1, whole: true };
}

/** The form of a target for predictions of at least rank 2. Throws a ShapeError where it has none. */
export function requireClassForm(prediction: Tensor, target: Tensor): ClassForm {
  const form = prediction.rank < 2 ? undefined : classForm(prediction.shape, target.shape);
  if (form !== undefined) return form;
  requireClasses(prediction);
  throw new ShapeError('the target names no class for each prediction', {
    got: `prediction ${formatShape(prediction.shape)}, target ${formatShape(target.shape)}`,
    expected: 'prediction [batch, …, classes] with class indices [batch, …] or one-hot rows [batch, …, classes]',
    next: 'give the last layer one unit a class; for yes or no use a binary loss or metric',
  });
}

/** Throws a ShapeError for a row of one class, to which any prediction gives the whole of the probability. */
export function requireClasses({ rank, shape }: Tensor): void {
  if (rank < 2 || shape.at(-1) !== 1) return;
  throw new ShapeError('a single unit tells no classes apart', {
    got: `prediction ${formatShape(shape)}`, expected: 'prediction [batch, …, classes] of at least 2 classes', next: 'for yes or no use a binary loss or metric',
  });
}

/** The class of every row, int32 [batch, …]; of rows of probabilities it is the first of the largest. */
export function classIndices(prediction: Tensor, target: Tensor): Tensor {
  const form = requireClassForm(prediction, target);
  return form === 'row' ? target.argMax(-1) : target.reshape(prediction.shape.slice(0, -1)).cast('int32');
}

/** Whether shapes with the batch differ by a last axis of extent 1 at most. */
function isMatch(prediction: Shape, target: Shape): boolean {
  return sameShape(withoutUnit(prediction), withoutUnit(target));
}

function withoutUnit(shape: Shape): Shape {
  return shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape;
}
