import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import { mergeLayer } from './merge.ts';

/**
 * The difference of its two inputs.
 *
 *     y = x₁ − x₂    dx₁ = dy    dx₂ = −dy
 *
 * Shapes: both inputs alike; y the same.
 * Throws a ShapeError where they differ, or where there are not two.
 */
export const subtract = defineLayer({
  name: 'subtract',
  summary: 'y = x₁ − x₂',
  options: () => z.strictObject({}),
  create: () => mergeLayer((first, others) => ({
    y: others.reduce((difference, x) => difference.sub(x), first),
    backward: dy => [dy, ...others.map(() => dy.negate())],
  }), 2),
});
