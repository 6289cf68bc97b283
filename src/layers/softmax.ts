import { z } from 'zod';
import { defineLayer } from '../components/definition.ts';
import { ShapeError } from '../errors.ts';
import { softmax as softmaxOf } from '../tensor/functions.ts';
import { oneToOne } from './oneToOne.ts';

/**
 * Scores to probabilities along the last axis.
 *
 *     yᵢ = e^xᵢ / Σⱼ e^xⱼ    dx = y ⊙ (dy − Σⱼ dyⱼ·yⱼ)
 *
 * Shapes: x [batch, …, classes], kept.
 * Throws a ShapeError for an input without a class axis.
 * Source: Bridle, "Probabilistic interpretation of feedforward classification network outputs" (1990).
 */
export const softmax = defineLayer({
  name: 'softmax',
  summary: 'yᵢ = e^xᵢ / Σⱼ e^xⱼ along the last axis',
  options: () => z.strictObject({}),
  create: () => oneToOne({
    build(input) {
      if (input.length > 0) return { output: input };
      throw new ShapeError('softmax needs a class axis', { got: 'one number a sample, shape []', expected: '[classes]' });
    },
    forward(_, x) {
      const y = softmaxOf(x);
      return { y, backward: dy => ({ x: y.mul(dy.sub(dy.mul(y).sum(-1, true))) }) };
    },
  }),
});
