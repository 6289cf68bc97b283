import * as z from 'zod/mini';
import { defineLoss } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { logSoftmax, softmax } from '../tensor/functions.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { classLoss, classOptions } from './classLoss.ts';
import type { ClassRows } from './classLoss.ts';
import { labelSmoothingOption } from './labelSmoothing.ts';
import { classProbabilities } from './probabilities.ts';
import type { RowReading } from './probabilities.ts';
import type { RowError } from './rowLoss.ts';

/**
 * The surprise at the target class, for classes that exclude each other; t is the target as a row of probabilities, one-hot for a class index.
 *
 *     from logits z:            e = −Σⱼ tⱼ·log softmax(z)ⱼ    de/dz = p·Σⱼ tⱼ − t, p = softmax(z): p − t where t sums to 1
 *     from probabilities p:     e = −Σⱼ tⱼ·log cⱼ, c = q clipped to [ε, 1 − ε], q = p / Σⱼ pⱼ
 *                               g = de/dq = −t / c, 0 where q was clipped    de/dp = (g − Σⱼ gⱼ·qⱼ) / Σⱼ pⱼ
 *     with `renormalize` off:   q = p                         de/dp = g
 *     with label smoothing s:   t·(1 − s) + s/classes in place of t, for class indices too: their one-hot rows are smoothed
 *     with `ignoreClass` k:     e = 0 and no derivative where the class index is k; such rows stay in the denominator of a mean, and count in no metric
 *
 * Shapes: prediction [batch, …, classes]; target class indices [batch, …] (or [batch, …, 1]), or rows [batch, …, classes], told apart by shape. `axis` names
 * another axis of the classes, counted with the batch; class indices then lack that axis. `ignoreClass` may lie outside the classes: −1 or 255, for example.
 * `reduction` acts on the axes beside the batch and the classes as for `meanSquaredError`; without such axes `mean` and `batchMean` are the same.
 * Renormalising, and ε, are as in Keras and tf.js.
 * Throws a ShapeError where the target has neither shape, where the prediction has a single class or no such axis, and for `ignoreClass` with rows.
 * Source: Bridle, "Probabilistic interpretation of feedforward classification network outputs" (1990); for label smoothing Szegedy et al., "Rethinking the
 * Inception architecture for computer vision" (2016).
 */
export const categoricalCrossEntropy = defineLoss({
  name: 'categoricalCrossEntropy',
  summary: 'cross entropy of exclusive classes, from logits or probabilities, for class indices or one-hot rows',
  options: () => z.strictObject({
    ...classOptions,
    /** Whether predictions are logits, or else probabilities. */
    fromLogits: withDefault(z.boolean(), true),
    labelSmoothing: labelSmoothingOption,
    /** The class index whose rows have the loss 0. */
    ignoreClass: z.optional(z.int()),
    /** Divides probabilities by their sum. */
    renormalize: withDefault(z.boolean(), true),
    /** Probabilities are clipped to [ε, 1 − ε]; logits are not. */
    epsilon: withDefault(z.number().check(z.positive(), z.lt(0.5)), 1e-7),
  }),
  create: ({ fromLogits, renormalize, epsilon, ...options }) => classLoss(options, (prediction, rows) => (
    fromLogits ? ofLogits(prediction, rows) : ofProbabilities(prediction, rows, { renormalize, epsilon })), fromLogits),
});

function ofLogits(logits: Tensor, { t, total }: ClassRows): RowError {
  const rows = t.mul(logSoftmax(logits)).sum(-1).negate();
  return { rows, derivative: () => softmax(logits).mul(total).sub(t) };
}

function ofProbabilities(probabilities: Tensor, { t }: ClassRows, reading: RowReading): RowError {
  const { p, backward } = classProbabilities(probabilities, reading);
  return { rows: t.mul(p.log()).sum(-1).negate(), derivative: () => backward(t.div(p).negate()) };
}
