import * as z from 'zod/mini';
import { defineLoss } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { ElementError } from './elementLoss.ts';
import { elementLoss } from './elementLoss.ts';
import { reductionOption } from './reduction.ts';

/**
 * The surprise at counts t of a Poisson distribution, without the part log t! that no prediction changes.
 *
 *     from rates a:                     e = a − t·log(a + ε)    de/da = 1 − t / (a + ε)
 *     from their logarithms, a = log r: e = eᵃ − t·a            de/da = eᵃ − t
 *
 * Rates must be positive: end the model with softplus, or set `fromLogRate`, which takes any number. `reduction` as for `meanSquaredError`. ε, above 0, is that
 * of Keras. Targets are at least 0.
 * Shapes: prediction a and target t alike; they may differ by a last axis of extent 1.
 * Throws a ShapeError where the target has another shape.
 */
export const poisson = defineLoss({
  name: 'poisson',
  summary: 'a − t·log a for counts t, from rates a or their logarithms',
  options: () => z.strictObject({
    /** Whether predictions are logarithms of rates. */
    fromLogRate: withDefault(z.boolean(), false),
    reduction: reductionOption,
    /** Added to a rate before its logarithm is taken. */
    epsilon: withDefault(z.number().check(z.positive()), 1e-7),
  }),
  create: ({ fromLogRate, reduction, epsilon }) => elementLoss(reduction, (a, t) => (fromLogRate ? ofLogRates(a, t) : ofRates(a, t, epsilon)), {
    range: { least: 0, greatest: Number.POSITIVE_INFINITY },
  }),
});

function ofRates(a: Tensor, t: Tensor, epsilon: number): ElementError {
  const positive = a.add(epsilon);
  return { elements: a.sub(t.mul(positive.log())), derivative: () => a.constant(1).sub(t.div(positive)) };
}

function ofLogRates(a: Tensor, t: Tensor): ElementError {
  const rate = a.exp();
  return { elements: rate.sub(t.mul(a)), derivative: () => rate.sub(t) };
}
