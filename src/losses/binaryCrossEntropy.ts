import * as z from 'zod/mini';
import { defineLoss } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { smoothed, surpriseOfLogits, surpriseOfProbabilities } from './binarySurprise.ts';
import { elementLoss } from './elementLoss.ts';
import { labelSmoothingOption } from './labelSmoothing.ts';
import { reductionOption } from './reduction.ts';

/**
 * The surprise at yes-or-no targets t, each predicted by itself.
 *
 *     from logits z:            e = max(z, 0) − z·t + log(1 + e^−|z|) = t·log(1 + e⁻ᶻ) + (1 − t)·log(1 + eᶻ)
 *                               de/dz = σ(z) − t
 *     from probabilities p:     e = −t·log c − (1 − t)·log(1 − c), c = p clipped to [ε, 1 − ε]
 *                               de/dp = (c − t) / (c·(1 − c)), 0 where p was clipped
 *     with label smoothing s:   t·(1 − s) + s/2 in place of t
 *
 * `reduction` as for `meanSquaredError`. ε is that of Keras and tf.js; below 6e-8 it clips nothing in float32, where 1 − ε is then 1.
 * Shapes: prediction and target alike; they may differ by a last axis of extent 1. Targets lie in [0, 1].
 * Throws a ShapeError where the target has another shape.
 * Source: Good, "Rational decisions" (1952); Goodfellow, Bengio, Courville, "Deep learning" (2016), section 6.2.2.2.
 */
export const binaryCrossEntropy = defineLoss({
  name: 'binaryCrossEntropy',
  summary: 'cross entropy of yes-or-no targets, from logits or probabilities',
  options: () => z.strictObject({
    /** Whether predictions are logits, or else probabilities. */
    fromLogits: withDefault(z.boolean(), true),
    reduction: reductionOption,
    labelSmoothing: labelSmoothingOption,
    /** Probabilities are clipped to [ε, 1 − ε]; logits are not. */
    epsilon: withDefault(z.number().check(z.positive(), z.lt(0.5)), 1e-7),
  }),
  create: ({ fromLogits, reduction, labelSmoothing, epsilon }) => elementLoss(reduction, (prediction, target) => {
    const t = smoothed(target, labelSmoothing);
    return fromLogits ? surpriseOfLogits(prediction, t) : surpriseOfProbabilities(prediction, t, epsilon);
  }, { fromLogits, range: { least: 0, greatest: 1 } }),
});
