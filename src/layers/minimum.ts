import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import { extremumOf } from './extremum.ts';
import { mergeLayer } from './merge.ts';

/**
 * The smallest of its inputs, element by element.
 *
 *     y = min(x₁, x₂, …)    dxᵢ = dy where xᵢ is the first of the smallest inputs, else 0
 *
 * Equal inputs are a kink: the whole gradient goes to the first of them.
 * Shapes: all inputs alike; y the same.
 * Throws a ShapeError where they differ.
 */
export const minimum = defineLayer({
  name: 'minimum',
  summary: 'y = min(x₁, x₂, …)',
  options: () => z.strictObject({}),
  create: () => mergeLayer(extremumOf('minimum')),
});
