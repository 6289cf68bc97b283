import * as z from 'zod/mini';
import { defineLoss } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { matchTarget } from '../tensor/targets.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { reductionOption } from './reduction.ts';
import { axisOption, rowLoss } from './rowLoss.ts';

/**
 * The cosine of the angle between predicted and target vectors, negated: −1 where they point the same way, 1 where they point opposite ways.
 *
 *     â = a / |a|, t̂ = t / |t|    e = −â·t̂    de/da = (â·(â·t̂) − t̂) / |a|
 *
 * A squared length below ε counts as ε and is then constant, so that a vector of zeros has the loss 0; ε, above 0, is that of Keras and tf.js.
 * Shapes: prediction a and target t alike, [batch, …, components]; `axis` names another axis of the components, counted with the batch. `reduction` acts on the
 * other axes as for `meanSquaredError`.
 * Throws a ShapeError where the target has another shape, and where the prediction has no such axis.
 */
export const cosineSimilarity = defineLoss({
  name: 'cosineSimilarity',
  summary: '−cos of the angle between predicted and target vectors',
  options: () => z.strictObject({
    reduction: reductionOption,
    axis: axisOption,
    /** The least squared length. */
    epsilon: withDefault(z.number().check(z.positive()), 1e-12),
  }),
  create: ({ epsilon, ...options }) => rowLoss(options, (a, target) => {
    const own = direction(a, epsilon);
    const wanted = direction(matchTarget(a, target), epsilon);
    const cosine = own.unit.mul(wanted.unit).sum(-1, true);
    return {
      rows: cosine.sum(-1).negate(),
      derivative: () => own.unit.mul(cosine).mul(own.inside).sub(wanted.unit).div(own.length),
    };
  }),
});

interface Direction {
  readonly unit: Tensor;
  readonly length: Tensor;
  /** 1 where the length is the vector's own, 0 where it is that of ε. */
  readonly inside: Tensor;
}

function direction(x: Tensor, epsilon: number): Direction {
  const squares = x.square().sum(-1, true);
  const kept = squares.maximum(epsilon);
  const length = kept.sqrt();
  return { unit: x.div(length), length, inside: kept.equal(squares).cast('float') };
}
