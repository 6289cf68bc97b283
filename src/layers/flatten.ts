import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import { sizeOf } from '../tensor/shape.ts';
import { reshapeTo } from './reshape.ts';

/**
 * All axes of a sample drawn into one, row by row: an image becomes a vector.
 *
 *     y = x, reshaped    dx = dy, reshaped back
 *
 * Shapes: x [batch, …], y [batch, n] with n the number of elements of a sample.
 */
export const flatten = defineLayer({
  name: 'flatten',
  summary: 'all axes of a sample drawn into one',
  options: () => z.strictObject({}),
  create: () => reshapeTo(input => [sizeOf(input)]),
});
