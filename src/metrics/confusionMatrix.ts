import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { classForm } from '../tensor/targets.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { HostTensor } from '../training/hostTensor.ts';
import { thresholdOf, thresholdOptions } from './binaryAccuracy.ts';
import { largest } from './largest.ts';
import type { Figure } from './metric.ts';
import { ratio } from './ratio.ts';
import { classRows, classRowsRange } from './rows.ts';

/**
 * How often each class was taken for each: a list of rows, one a class of the targets, with a column for each class that was predicted.
 *
 *     countᵢⱼ = Σ w·[class = i]·[argmaxⱼ a = j]
 *
 * `normalize` divides by the sum of each row (`target`: the diagonal is then the recall), of each column (`prediction`: the precision), or of `all`.
 * A single yes-or-no prediction a sample gives the classes no and yes, by the threshold of `binaryAccuracy`.
 * Shapes: prediction [batch, …, classes]; target class indices [batch, …], or rows [batch, …, classes], of which the largest is the class; [batch] or [batch, 1] is yes or no.
 * Costs batch · classes² multiplications a step. Throws a ShapeError for a target that does not fit.
 */
export const confusionMatrix = defineMetric({
  name: 'confusionMatrix',
  summary: 'how often each class was taken for each',
  options: () => z.strictObject({
    ...thresholdOptions,
    /** What the counts are divided by: nothing, the sum of each row, of each column, or of all. */
    normalize: withDefault(z.enum(['none', 'target', 'prediction', 'all']), 'none'),
  }),
  create: ({ normalize, ...options }) => ({
    targetRange: (prediction, target) => (classForm(prediction, target) === 'row' ? undefined : classRowsRange(prediction, target)),
    record(prediction, target, weights, context) {
      const rows = classRows(prediction, target, weights, context);
      const single = rows.predictions.shape.at(-1) === 1;
      const predicted = single ? noAndYes(rows.predictions.greater(thresholdOf(options, context)).cast('float')) : largest(rows.predictions, 1);
      const actual = single ? noAndYes(rows.targets) : largest(rows.targets, 1);
      return { counts: actual.mul(rows.weights).T.matMul(predicted) };
    },
    result: (_, { counts }) => (counts === undefined ? [] : normalized(rowsOf(counts), normalize)),
  }),
});

function noAndYes(yes: Tensor): Tensor {
  return yes.negate().add(1).concat([yes], 1);
}

function rowsOf({ values, shape: [classes = 0] }: HostTensor): readonly (readonly number[])[] {
  return Array.from({ length: classes }, (_, row) => Array.from(values.subarray(row * classes, (row + 1) * classes)));
}

function normalized(rows: readonly (readonly number[])[], by: 'none' | 'target' | 'prediction' | 'all'): Figure {
  if (by === 'none') return rows;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const divisors = { target: (row: number) => sum(rows[row] ?? []), prediction: (_: number, column: number) => sum(rows.map(row => row[column] ?? 0)), all: () => sum(rows.flat()) };
  return rows.map((row, index) => row.map((count, column) => ratio(count, divisors[by](index, column))));
}
