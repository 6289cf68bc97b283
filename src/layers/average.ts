import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import { mergeLayer } from './merge.ts';

/**
 * The mean of its n inputs, element by element: an ensemble's vote.
 *
 *     y = (x₁ + x₂ + …) / n    dxᵢ = dy / n
 *
 * Shapes: all inputs alike; y the same.
 * Throws a ShapeError where they differ.
 */
export const average = defineLayer({
  name: 'average',
  summary: 'y = (x₁ + x₂ + …) / n',
  options: () => z.strictObject({}),
  create: () => mergeLayer((first, others) => {
    const share = 1 / (1 + others.length);
    return {
      y: others.reduce((sum, x) => sum.add(x), first).mul(share),
      backward: dy => [first, ...others].map(() => dy.mul(share)),
    };
  }),
});
