import * as z from 'zod/mini';
import { defineLoss } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { logSoftmax, softmax } from '../tensor/functions.ts';
import { elementRange, matchTarget, requireClasses } from '../tensor/targets.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { clip } from './probabilities.ts';
import { reductionOption } from './reduction.ts';
import { axisOption, rowLoss } from './rowLoss.ts';
import type { RowError } from './rowLoss.ts';

/**
 * How far a predicted distribution lies from that of the target: cross entropy less the entropy of the target, 0 where both agree.
 *
 *     r = t clipped to [ε, 1]
 *     from logits z:            e = Σⱼ rⱼ·(log rⱼ − log softmax(z)ⱼ)    de/dz = softmax(z)·Σⱼ rⱼ − r
 *     from probabilities p:     e = Σⱼ rⱼ·(log rⱼ − log cⱼ), c = p clipped to [ε, 1]    de/dp = −r / c, 0 where p was clipped
 *
 * ε is that of Keras and tf.js. `axis` and `reduction` as for `categoricalCrossEntropy`.
 * Shapes: prediction and target alike, [batch, …, classes]. Targets lie in [0, 1]; for class indices, whose entropy is 0, take `categoricalCrossEntropy`.
 * Throws a ShapeError where the target has another shape, where the prediction has no such axis, and for logits of a single class, whose softmax is 1 whatever they are.
 * Source: Kullback, Leibler, "On information and sufficiency" (1951).
 */
export const klDivergence = defineLoss({
  name: 'klDivergence',
  summary: 'Σ t·log(t / p) of distributions, from logits or probabilities',
  options: () => z.strictObject({
    reduction: reductionOption,
    axis: axisOption,
    /** Whether predictions are logits, or else probabilities. */
    fromLogits: withDefault(z.boolean(), true),
    /** Targets, and predicted probabilities, are clipped to [ε, 1]. */
    epsilon: withDefault(z.number().check(z.positive(), z.lt(0.5)), 1e-7),
  }),
  create: ({ fromLogits, epsilon, ...options }) => rowLoss(options, (prediction, target) => {
    const { p: r } = clip(matchTarget(prediction, target), epsilon, 1);
    if (fromLogits) requireClasses(prediction);
    return fromLogits ? ofLogits(prediction, r) : ofProbabilities(prediction, r, epsilon);
  }, { fromLogits, exclusive: true, targetRange: elementRange({ least: 0, greatest: 1 }) }),
});

function ofLogits(logits: Tensor, r: Tensor): RowError {
  return {
    rows: r.mul(r.log().sub(logSoftmax(logits))).sum(-1),
    derivative: () => softmax(logits).mul(r.sum(-1, true)).sub(r),
  };
}

function ofProbabilities(probabilities: Tensor, r: Tensor, epsilon: number): RowError {
  const { p, inside } = clip(probabilities, epsilon, 1);
  return {
    rows: r.mul(r.log().sub(p.log())).sum(-1),
    derivative: () => r.div(p).mul(inside).negate(),
  };
}
