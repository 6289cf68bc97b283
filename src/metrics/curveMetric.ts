import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import { softmax } from '../tensor/functions.ts';
import { averaged, averageOption } from './average.ts';
import type { Average } from './average.ts';
import type { Metric } from './metric.ts';
import { pooled, supportOf } from './outcomes.ts';
import type { Outcomes } from './outcomes.ts';
import { classRows, classRowsRange } from './rows.ts';
import type { Rows } from './rows.ts';
import { readHistogram, recordHistogram, thresholdsOf, thresholdsOption } from './thresholdHistogram.ts';

/** Options of a figure of the decisions by all thresholds. */
export const curveOptions = {
  /** True where predictions are logits, false where they are probabilities. Left out: as the loss takes them. */
  fromLogits: z.optional(z.boolean()),
  /** The number of thresholds, evenly from 0 to 1, or those between 0 and 1 themselves. */
  thresholds: thresholdsOption,
  average: withDefault(averageOption, 'micro'),
};

interface CurveOptions {
  readonly fromLogits?: boolean | undefined;
  readonly thresholds: number | readonly number[];
  readonly average: Average;
}

/** The outcomes of deciding by one threshold after the other, from the least to the greatest. */
export type Curve = readonly Outcomes[];

/** A metric that is a function of a class's curve, averaged over classes. */
export function curveMetric({ fromLogits, thresholds, average }: CurveOptions, figureOf: (curve: Curve) => number): Metric {
  const sorted = thresholdsOf(thresholds);
  return {
    better: 'higher',
    targetRange: classRowsRange,
    record(prediction, target, weights, context) {
      const rows = classRows(prediction, target, weights, context);
      return { histogram: recordHistogram(sorted, (fromLogits ?? context.fromLogits) === true ? withProbabilities(rows) : rows) };
    },
    result(_, { histogram }) {
      const classes = histogram === undefined ? [] : readHistogram(histogram);
      const own = average === 'micro' ? [sorted.map((_, threshold) => pooled(classes.flatMap(curve => curve[threshold] ?? [])))] : classes;
      return averaged(average, own.map(figureOf), own.map(([first]) => (first === undefined ? 0 : supportOf(first))));
    },
  };
}

/** Logits as probabilities: by softmax where the classes exclude each other, else each by σ. */
function withProbabilities(rows: Rows): Rows {
  return { ...rows, predictions: rows.exclusive ? softmax(rows.predictions) : rows.predictions.sigmoid() };
}
