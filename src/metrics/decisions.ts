import * as z from 'zod/mini';
import { ShapeError } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { thresholdOf } from './binaryAccuracy.ts';
import { largest } from './largest.ts';
import type { MetricContext } from './metric.ts';
import { classRows } from './rows.ts';

/** How yes or no is read off the prediction of each class. */
export const decisionOptions = {
  /** True where predictions are logits: the threshold is 0. False where they are probabilities: it is 0.5. Left out: as the loss takes them. */
  fromLogits: z.optional(z.boolean()),
  /** The threshold itself, in the units of the predictions; of several each gives a figure of its own. */
  threshold: z.optional(z.union([z.number(), z.array(z.number()).check(z.minLength(1))])),
  /** Only the k largest predictions of a row can be yes; without a threshold all of them are. */
  topK: z.optional(z.int().check(z.positive())),
  /** The one class that counts. */
  classId: z.optional(z.int().check(z.gte(0))),
};

/** How yes or no is read off the prediction of each class; see `decisionOptions`. */
export interface DecisionOptions {
  readonly fromLogits?: boolean | undefined;
  readonly threshold?: number | readonly number[] | undefined;
  readonly topK?: number | undefined;
  readonly classId?: number | undefined;
}

/** What was decided and what is true, row by row. */
export interface Decisions {
  /** For each threshold 1 for yes and 0 for no: [rows, classes]. */
  readonly decided: readonly Tensor[];
  /** [rows, classes]. */
  readonly targets: Tensor;
  /** [rows, 1]. */
  readonly weights: Tensor;
}

/**
 * Decides for each class of each row. Where the classes exclude each other, and neither a threshold nor `topK` is given, yes is the largest prediction of a row; else it is a
 * prediction above the threshold. Throws a ShapeError for a target that does not fit, fewer classes than `topK`, and a `classId` that is none of them.
 */
export function decide(options: DecisionOptions, prediction: Tensor, target: Tensor, weights: Tensor, context: MetricContext): Decisions {
  const rows = classRows(prediction, target, weights, context);
  const own = (values: Tensor) => (options.classId === undefined ? values : column(values, options.classId));
  const decided = decisionsOf(rows.predictions, rows.exclusive, options, context);
  return { decided: decided.map(own), targets: own(rows.targets), weights: rows.weights };
}

function decisionsOf(predictions: Tensor, exclusive: boolean, { fromLogits, threshold, topK }: DecisionOptions, context: MetricContext): readonly Tensor[] {
  const above = (limit: number) => predictions.greater(limit).cast('float');
  const count = topK ?? (exclusive && threshold === undefined ? 1 : undefined);
  if (count === undefined) return [threshold ?? thresholdOf({ fromLogits }, context)].flat().map(above);
  const among = largest(predictions, count);
  return threshold === undefined ? [among] : [threshold].flat().map(limit => above(limit).mul(among));
}

function column(rows: Tensor, classId: number): Tensor {
  const [count = 0, classes = 0] = rows.shape;
  if (classId < classes) return rows.slice([0, classId], [count, 1]);
  throw new ShapeError('there is no such class', { got: `classId ${classId}`, expected: classes === 1 ? '0, the only class' : `a class from 0 to ${classes - 1}` });
}
