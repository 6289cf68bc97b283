import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { averagedOptions, decisionMetric } from './decisionMetric.ts';
import { precisionOf } from './rates.ts';

/**
 * The share of what was found that is right.
 *
 *     precision = true positives / (true positives + false positives), 0 where nothing was found
 *
 * Yes is a prediction above the threshold, 0 for logits and 0.5 for probabilities by `fromLogits`, else by that of the output's loss; or one of the `topK` largest of its row;
 * where neither is given, and classes exclude each other, the largest: so it is with class indices, and with rows beside a loss of such classes. Several thresholds give a list.
 * `average`: `micro` counts all decisions together, as Keras does; `macro` is the mean over classes, `weighted` by their share of the targets; `none` gives a list.
 * `classId` leaves one class. For classes that exclude each other `micro` is the accuracy.
 * Shapes: prediction [batch, …, classes]; target class indices [batch, …], or 0 and 1 in rows [batch, …, classes]; [batch] or [batch, 1] is one class.
 * Targets of other classes, and numbers outside [0, 1], are refused. Throws a ShapeError for a target that does not fit, fewer classes than `topK`, and a `classId` that is none of them.
 */
export const precision = defineMetric({
  name: 'precision',
  summary: 'true positives / (true positives + false positives)',
  options: () => z.strictObject(averagedOptions),
  create: options => decisionMetric(options, ['truePositives', 'falsePositives', 'falseNegatives'], precisionOf),
});
