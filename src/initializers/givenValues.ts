import * as z from 'zod/mini';
import { defineInitializer } from '../components/definition.ts';
import { ShapeError } from '../errors.ts';
import { formatShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';

/** A number, or numbers in arrays in arrays. */
export type NestedValues = number | readonly NestedValues[];

const nested: z.ZodMiniType<NestedValues, NestedValues> = z.lazy(() => z.union([z.number(), z.readonly(z.array(nested))], 'expected a number, or numbers in nested arrays'));

/**
 * Values that are written out: known weights, an embedding learned elsewhere.
 *
 *     w = values
 *
 * A run in float64 has all their digits.
 * Shapes: `values` are nested arrays of just the parameter's shape.
 * Throws a ShapeError that names the parameter, where they have another.
 */
export const givenValues = defineInitializer({
  name: 'givenValues',
  summary: 'the numbers of an array',
  options: () => z.strictObject({
    /** Nested arrays of numbers, of the shape of the parameter. */
    values: nested,
  }),
  shorthand: 'values',
  create: ({ values }) => ({ exact: true, values: shape => rowMajor(values, shape, '') }),
});

function rowMajor(values: NestedValues, shape: Shape, place: string): number[] {
  const [extent, ...inner] = shape;
  if (typeof values === 'number') {
    if (extent === undefined) return [values];
  } else if (values.length === extent) {
    return values.flatMap((own, index) => rowMajor(own, inner, `${place}[${index}]`));
  }
  throw new ShapeError('the given values do not have the shape of the parameter', {
    got: `${typeof values === 'number' ? 'a number' : `an array of ${values.length}`} at values${place}`,
    expected: extent === undefined ? 'a number' : `an array of shape ${formatShape(shape)}`,
    next: 'write the values as nested arrays of the shape of the parameter, a kernel as [in][out]',
  });
}
