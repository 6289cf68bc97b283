import { shown } from '../components/shown.ts';
import { DataError } from '../errors.ts';
import { formatShape, sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';

/** Numbers in arrays in arrays; the outermost axis is that of the samples. */
export type NestedArray = readonly (number | NestedArray)[];

/**
 * The shape of nested arrays and their numbers in row-major order.
 *
 * Throws a DataError that names the place, such as inputs[3][1], where they are ragged or hold something else than numbers.
 */
export function flattenArray(nested: NestedArray, where: string): { readonly shape: Shape; readonly values: Float64Array } {
  const shape = shapeOf(nested);
  const values = new Float64Array(sizeOf(shape));
  let count = 0;
  const visit = (value: unknown, axis: number, place: string): void => {
    if (axis === shape.length) {
      values[count++] = requireNumber(value, place);
      return;
    }
    requireExtent(value, shape.slice(axis), place).forEach((element, index) => visit(element, axis + 1, `${place}[${index}]`));
  };
  visit(nested, 0, where);
  return { shape, values };
}

/** The shape that the first elements tell. */
function shapeOf(value: unknown): Shape {
  return Array.isArray(value) ? [value.length, ...shapeOf(value[0])] : [];
}

function requireNumber(value: unknown, where: string): number {
  if (typeof value === 'number') return value;
  throw new DataError('the array is ragged or holds something else than numbers', { where, got: describe(value), expected: 'a number' });
}

function requireExtent(value: unknown, shape: Shape, where: string): readonly unknown[] {
  if (Array.isArray(value) && value.length === shape[0]) return value;
  throw new DataError('the array is ragged', { where, got: describe(value), expected: `an array of shape ${formatShape(shape)}, as the first` });
}

function describe(value: unknown): string {
  return Array.isArray(value) ? `an array of ${value.length}` : shown(value);
}
