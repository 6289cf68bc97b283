import { ShapeError } from '../errors.ts';
import { oneHot } from '../tensor/functions.ts';
import { sameShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import { classForm, classIndices, classRange, requireClassForm } from '../tensor/targets.ts';
import type { TargetRange } from '../tensor/targets.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Loss } from './loss.ts';
import { reductionOption } from './reduction.ts';
import { axisLast, axisOption, rowLoss } from './rowLoss.ts';
import type { RowError, RowOptions } from './rowLoss.ts';

/** Options of every loss over classes. */
export const classOptions = { reduction: reductionOption, axis: axisOption };

export interface ClassOptions extends RowOptions {
  readonly labelSmoothing?: number | undefined;
  /** Rows of this class index have the loss 0. */
  readonly ignoreClass?: number | undefined;
}

/** The target of a loss over classes. */
export interface ClassRows {
  /** Rows of probabilities in the shape of the prediction, one-hot for a class index. */
  readonly t: Tensor;
  /** Σⱼ tⱼ, kept with extent 1: the number 1 for class indices. */
  readonly total: Tensor | number;
}

/** A loss that is known by its error of one row of classes; the target is made rows, whichever form it has. */
export function classLoss(options: ClassOptions, error: (prediction: Tensor, target: ClassRows) => RowError, fromLogits?: boolean): Loss {
  return rowLoss(options, (prediction, target) => error(prediction, classRows(prediction, target, options)), {
    ...(fromLogits !== undefined && { fromLogits }),
    exclusive: true,
    targetRange: (prediction, target) => rangeOf(prediction, target, options),
  });
}

function classRows(prediction: Tensor, target: Tensor, { labelSmoothing = 0, ignoreClass }: ClassOptions): ClassRows {
  const form = requireClassForm(prediction, target);
  const smoothed = (t: Tensor) => t.mul(1 - labelSmoothing).add(labelSmoothing / classesOf(prediction.shape));
  if (form === 'row') {
    requireNoIgnored(ignoreClass);
    const t = smoothed(target.cast('float'));
    return { t, total: t.sum(-1, true) };
  }
  const indices = classIndices(prediction, target);
  const t = smoothed(oneHot(indices, classesOf(prediction.shape)));
  if (ignoreClass === undefined) return { t, total: 1 };
  const counts = indices.equal(ignoreClass).logicalNot().cast('float').expandDims(-1);
  return { t: t.mul(counts), total: counts };
}

/** Shapes are without the batch. */
function rangeOf(prediction: Shape, target: Shape, { axis, ignoreClass }: ClassOptions): TargetRange | undefined {
  const order = axisLast(prediction.length + 1, axis)?.slice(1);
  if (order === undefined) return undefined;
  const rows = order.map(own => prediction[own - 1] ?? 1);
  const form = classForm(rows, sameShape(prediction, target) ? rows : target);
  if (form === undefined) return undefined;
  if (form === 'row') return { least: 0, greatest: 1 };
  return { ...classRange(rows), ...(ignoreClass !== undefined && { beside: ignoreClass }) };
}

function requireNoIgnored(ignoreClass: number | undefined): void {
  if (ignoreClass === undefined) return;
  throw new ShapeError('rows of probabilities have no class index to ignore', { got: `ignoreClass: ${ignoreClass} with one-hot rows`, expected: 'class indices [batch, …]', next: 'leave ignoreClass out, and give these samples the weight 0' });
}

function classesOf(shape: Shape): number {
  return shape.at(-1) ?? 1;
}
