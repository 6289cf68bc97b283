import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { activation } from '../oneToOne.ts';

/**
 * The threshold. Its derivative is 0 wherever it exists, so that its backward is a declared surrogate.
 *
 *     y = [x ≥ 0]
 *     straightThrough:  dx = dy
 *     clipped:          dx = dy ⊙ [|x| ≤ 1]
 *     sigmoid:          dx = dy ⊙ σ(x) ⊙ (1 − σ(x))
 *
 * With `straightThrough` and half the squared error, ½·Σ(y − t)², a dense layer learns by the perceptron's rule: dx = [x ≥ 0] − t.
 * Shapes: any, kept.
 * Source: Rosenblatt, "The perceptron" (1958); Bengio, Léonard, Courville, "Estimating or propagating gradients through stochastic neurons" (2013);
 * Hubara et al., "Binarized neural networks" (2016) for `clipped`.
 */
export const step = defineLayer({
  name: 'step',
  summary: 'y = [x ≥ 0], with a surrogate backward',
  options: () => z.strictObject({
    /** The declared backward. */
    surrogate: withDefault(z.enum(['straightThrough', 'clipped', 'sigmoid']), 'straightThrough'),
  }),
  shorthand: 'surrogate',
  create: ({ surrogate }) => activation(x => ({
    y: x.greaterEqual(0).cast('float'),
    backward: dy => surrogates[surrogate](x, dy),
  }), true),
});

const surrogates = {
  straightThrough: (_: Tensor, dy: Tensor) => dy,
  clipped: (x: Tensor, dy: Tensor) => dy.mul(x.abs().lessEqual(1).cast('float')),
  sigmoid(x: Tensor, dy: Tensor) {
    const y = x.sigmoid();
    return dy.mul(y).mul(y.constant(1).sub(y));
  },
} as const;
