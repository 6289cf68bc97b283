import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import { mergeLayer } from './merge.ts';

/**
 * The product of its inputs, element by element: a gate and what it lets through.
 *
 *     y = x₁ ⊙ x₂ ⊙ …    dxᵢ = dy ⊙ the product of all xⱼ with j ≠ i
 *
 * Nothing is divided, so that an input of 0 has its gradient too.
 * Shapes: all inputs alike; y the same.
 * Throws a ShapeError where they differ.
 */
export const multiply = defineLayer({
  name: 'multiply',
  summary: 'y = x₁ ⊙ x₂ ⊙ …',
  options: () => z.strictObject({}),
  create: () => mergeLayer((first, others) => {
    const factors = [first, ...others];
    return {
      y: others.reduce((product, x) => product.mul(x), first),
      backward: dy => factors.map((_, own) => factors.filter((_, other) => other !== own).reduce((product, x) => product.mul(x), dy)),
    };
  }),
});
