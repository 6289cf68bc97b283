import { z } from 'zod';
import { defineLayer } from '../components/definition.ts';
import { ShapeError } from '../errors.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import { passGradient } from './composition.ts';

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
  create: () => ({
    build: inputs => ({ outputs: [commonShape(inputs)] }),
    forward: (_, inputs) => ({
      outputs: [inputs.reduce((sum, input) => sum.add(input))],
      backward: ([dy]) => ({ inputs: inputs.map(input => dy && passGradient(input, dy)) }),
    }),
  }),
});

function commonShape(shapes: readonly Shape[]): Shape {
  const [first] = shapes;
  if (first !== undefined && shapes.every(shape => sameShape(shape, first))) return first;
  throw new ShapeError('the terms of a sum differ in shape', {
    got: shapes.map(formatShape).join(', ') || 'no inputs',
    expected: 'one shape for all',
  });
}
