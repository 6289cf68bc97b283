import { z } from 'zod';
import { defineLoss } from '../components/definition.ts';
import { logSoftmax, oneHot, softmax } from '../tensor/functions.ts';
import { classForm, classIndices, requireClassForm } from '../tensor/targets.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { clip } from './probabilities.ts';
import { batchReductionOf, reduceElements, reductionOption } from './reduction.ts';

/**
 * The surprise at the target class, for classes that exclude each other; t is the target as a row of probabilities, one-hot for a class index.
 *
 *     from logits z:            e = −Σⱼ tⱼ·log softmax(z)ⱼ    de/dz = p·Σⱼ tⱼ − t, p = softmax(z): p − t where t sums to 1
 *     from probabilities p:     e = −Σⱼ tⱼ·log cⱼ, c = q clipped to [ε, 1 − ε], q = p / Σⱼ pⱼ
 *                               g = de/dq = −t / c, 0 where q was clipped    de/dp = (g − Σⱼ gⱼ·qⱼ) / Σⱼ pⱼ
 *     with `renormalize` off:   q = p                         de/dp = g
 *     with label smoothing s:   t·(1 − s) + s/classes in place of t
 *
 * Shapes: prediction [batch, …, classes]; target class indices [batch, …] (or [batch, …, 1]), or rows [batch, …, classes], told apart by shape.
 * `reduction` acts on the axes between the batch and the classes as for `meanSquaredError`; without such axes `mean` and `batchMean` are the same.
 * Renormalising, and ε, are as in Keras and tf.js.
 * Throws a ShapeError where the target has neither shape, and where the prediction has a single class.
 * Source: Bridle, "Probabilistic interpretation of feedforward classification network outputs" (1990).
 */
export const categoricalCrossEntropy = defineLoss({
  name: 'categoricalCrossEntropy',
  summary: 'cross entropy of exclusive classes, from logits or probabilities, for class indices or one-hot rows',
  options: () => z.strictObject({
    fromLogits: z.boolean().default(true),
    reduction: reductionOption,
    labelSmoothing: z.number().min(0).max(1).default(0),
    renormalize: z.boolean().default(true),
    epsilon: z.number().positive().lt(0.5).default(1e-7),
  }),
  create: ({ fromLogits, reduction, labelSmoothing, ...clipping }) => ({
    fromLogits,
    batchReduction: batchReductionOf(reduction),
    targetRange(prediction, target) {
      const form = classForm(prediction, target);
      if (form === undefined) return undefined;
      return form === 'row' ? { least: 0, greatest: 1 } : { least: 0, greatest: (prediction.at(-1) ?? 1) - 1, whole: true };
    },
    forward(_, prediction, target) {
      const t = classRows(prediction, target).mul(1 - labelSmoothing).add(labelSmoothing / classesOf(prediction));
      const { rows, derivative } = fromLogits ? ofLogits(prediction, t, totalOf(prediction, target, t)) : ofProbabilities(prediction, t, clipping);
      const { values, spread } = reduceElements(rows, reduction);
      return { values, backward: dValues => derivative().mul(spread(dValues).expandDims(-1)) };
    },
  }),
});

interface Surprise {
  /** [batch, …]: one value a row of classes. */
  readonly rows: Tensor;
  /** The derivative of a row's value by its row of predictions. */
  derivative(): Tensor;
}

function ofLogits(logits: Tensor, t: Tensor, total: Tensor | number): Surprise {
  const rows = t.mul(logSoftmax(logits)).sum(-1).negate();
  return { rows, derivative: () => softmax(logits).mul(total).sub(t) };
}

function ofProbabilities(probabilities: Tensor, t: Tensor, { renormalize, epsilon }: { readonly renormalize: boolean; readonly epsilon: number }): Surprise {
  const total = renormalize ? probabilities.sum(-1, true) : probabilities.constant(1);
  const q = probabilities.div(total);
  const { p, inside } = clip(q, epsilon);
  return {
    rows: t.mul(p.log()).sum(-1).negate(),
    derivative() {
      const g = t.div(p).mul(inside).negate();
      return renormalize ? g.sub(g.mul(q).sum(-1, true)).div(total) : g;
    },
  };
}

function classRows(prediction: Tensor, target: Tensor): Tensor {
  const form = requireClassForm(prediction, target);
  return form === 'row' ? target.cast('float') : oneHot(classIndices(prediction, target), classesOf(prediction));
}

/** Σⱼ tⱼ, which is 1 for a class index. */
function totalOf(prediction: Tensor, target: Tensor, t: Tensor): Tensor | number {
  return requireClassForm(prediction, target) === 'index' ? 1 : t.sum(-1, true);
}

function classesOf(prediction: Tensor): number {
  return prediction.shape.at(-1) ?? 1;
}
