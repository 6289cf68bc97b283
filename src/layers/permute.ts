import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import { ShapeError } from '../errors.ts';
import { formatShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import { passGradient } from './composition.ts';
import { oneToOne } from './oneToOne.ts';

const dims = z.readonly(z.array(z.int()).check(z.minLength(1))).check(z.refine(
  list => list.toSorted((a, b) => a - b).every((dim, index) => dim === index + 1),
  'not each axis of a sample once, counted from 1: 0 is the batch, which stays first'));

/**
 * The axes of a sample in another order: `dims` [2, 1] transposes matrices.
 *
 *     y = x, its axes permuted    dx = dy, its axes permuted back
 *
 * Shapes: axis k of a sample of y is axis `dims[k]` of x, both counted from 1, since 0 is the batch, which stays first.
 * Throws a ShapeError for an input of another number of axes.
 */
export const permute = defineLayer({
  name: 'permute',
  summary: 'the axes of a sample in another order',
  options: () => z.strictObject({
    /** For each axis of a sample afterwards the axis that it was, both counted from 1. */
    dims,
  }),
  shorthand: 'dims',
  create({ dims }) {
    const permutation = [0, ...dims];
    const inverse = permutation.map((_, axis) => permutation.indexOf(axis));
    return oneToOne({
      build: input => ({ output: permuted(input, dims) }),
      forward: (_, x) => ({ y: x.transpose(permutation), backward: dy => ({ x: passGradient(x, dy.transpose(inverse)) }) }),
    });
  },
});

function permuted(shape: Shape, dims: readonly number[]): Shape {
  if (shape.length === dims.length) return dims.map(dim => shape[dim - 1] ?? 1);
  throw new ShapeError('the input has another number of axes than `dims`', {
    got: `${formatShape(shape)} a sample`, expected: `${dims.length} axes a sample, for ${formatShape(dims)}`, next: 'leave the batch out of `dims`',
  });
}
