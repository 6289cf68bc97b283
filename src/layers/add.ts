import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import { mergeLayer } from './merge.ts';

/**
 * The sum of its inputs.
 *
 *     y = x₁ + x₂ + …    dxᵢ = dy
 *
 * Shapes: all inputs alike; y the same.
 * Throws a ShapeError where they differ.
 */
export const add = defineLayer({
  name: 'add',
  summary: 'y = x₁ + x₂ + …',
  options: () => z.strictObject({}),
  create: () => mergeLayer((first, others) => ({
    y: others.reduce((sum, x) => sum.add(x), first),
    backward: dy => [dy, ...others.map(() => dy)],
  })),
});
