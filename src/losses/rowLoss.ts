import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import { ShapeError } from '../errors.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Loss } from './loss.ts';
import { batchReductionOf, reduceElements } from './reduction.ts';
import type { Reduction } from './reduction.ts';

/** The axis along which a row lies, the classes or the components of a vector: counted with the batch, which is axis 0; negative from the end. */
export const axisOption = withDefault(z.int().check(z.refine(axis => axis !== 0, 'axis 0 is that of the batch')), -1);

export interface RowOptions {
  readonly reduction: Reduction;
  readonly axis: number;
}

/** The error of each row of a prediction. */
export interface RowError {
  /** [batch, …]: one value a row. */
  readonly rows: Tensor;
  /** The derivative of a row's error by that row of the prediction. */
  derivative(): Tensor;
}

/** A loss that is known by its error of one row: it is given the prediction with its rows along the last axis, and the target likewise where it has the same shape. */
export function rowLoss({ reduction, axis }: RowOptions, error: (prediction: Tensor, target: Tensor) => RowError, more: Pick<Loss, 'fromLogits' | 'exclusive' | 'targetRange'> = {}): Loss {
  return {
    ...more,
    batchReduction: batchReductionOf(reduction),
    forward(_, prediction, target) {
      const order = requireLast(prediction.shape, axis);
      const alike = sameShape(prediction.shape, target.shape);
      const { rows, derivative } = error(turn(prediction, order), alike ? turn(target, order) : target);
      const { values, spread } = reduceElements(rows, reduction);
      return { values, backward: dValues => turn(derivative().mul(spread(dValues).expandDims(-1)), inverse(order)) };
    },
  };
}

/** The axes of a rank, of which axis 0 is the batch, with one of them drawn to the end; undefined where there is no such axis. */
export function axisLast(rank: number, axis: number): readonly number[] | undefined {
  const own = axis < 0 ? axis + rank : axis;
  const axes = Array.from({ length: rank }, (_, index) => index);
  return own > 0 && own < rank ? [...axes.filter(index => index !== own), own] : undefined;
}

function requireLast(shape: Shape, axis: number): readonly number[] {
  const order = axisLast(shape.length, axis);
  if (order !== undefined) return order;
  throw new ShapeError('the prediction has no such axis', { got: `axis ${axis} of ${formatShape(shape)}`, expected: 'an axis after that of the batch, 0', next: 'give the last layer one unit a class or component' });
}

function turn(x: Tensor, order: readonly number[]): Tensor {
  return order.every((axis, place) => axis === place) ? x : x.transpose(order);
}

function inverse(order: readonly number[]): readonly number[] {
  return order.map((_, axis) => order.indexOf(axis));
}
