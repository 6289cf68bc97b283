import { z } from 'zod';
import { defineLoss } from '../components/definition.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { matchTarget } from '../tensor/targets.ts';
import { clip } from './probabilities.ts';
import { batchReductionOf, reduceElements, reductionOption } from './reduction.ts';

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
    fromLogits: z.boolean().default(true),
    reduction: reductionOption,
    labelSmoothing: z.number().min(0).max(1).default(0),
    epsilon: z.number().positive().lt(0.5).default(1e-7),
  }),
  create: ({ fromLogits, reduction, labelSmoothing, epsilon }) => ({
    fromLogits,
    batchReduction: batchReductionOf(reduction),
    targetRange: () => ({ least: 0, greatest: 1 }),
    forward(_, prediction, target) {
      const t = matchTarget(prediction, target).mul(1 - labelSmoothing).add(labelSmoothing / 2);
      const { elements, derivative } = fromLogits ? ofLogits(prediction, t) : ofProbabilities(prediction, t, epsilon);
      const { values, spread } = reduceElements(elements, reduction);
      return { values, backward: dValues => derivative().mul(spread(dValues)) };
    },
  }),
});

interface Surprise {
  readonly elements: Tensor;
  derivative(): Tensor;
}

/** The sum of two softpluses: unlike max(z, 0) − z·t it cancels nowhere and has no kink. */
function ofLogits(z: Tensor, t: Tensor): Surprise {
  const elements = t.mul(z.negate().softplus()).add(complement(t).mul(z.softplus()));
  return { elements, derivative: () => z.sigmoid().sub(t) };
}

function ofProbabilities(probabilities: Tensor, t: Tensor, epsilon: number): Surprise {
  const { p, inside } = clip(probabilities, epsilon);
  const elements = t.mul(p.log()).add(complement(t).mul(complement(p).log())).negate();
  return { elements, derivative: () => p.sub(t).div(p.mul(complement(p))).mul(inside) };
}

/** 1 − x. */
function complement(x: Tensor): Tensor {
  return x.constant(1).sub(x);
}
