import type { HostArray } from '../tensor/dtype.ts';
import type { Shape } from '../tensor/shape.ts';

/** A tensor on the host: a shape and its values, row-major. */
export interface HostTensor {
  readonly shape: Shape;
  readonly values: HostArray;
}

/** Nested arrays, as JSON writes a tensor. A scalar is a number. */
export type NestedNumbers = number | readonly NestedNumbers[];

/** The values in nested arrays of the tensor's shape. */
export function toNested({ shape, values }: HostTensor): NestedNumbers {
  const nest = (axis: number, start: number, size: number): NestedNumbers => {
    const extent = shape[axis];
    if (extent === undefined) return values[start] ?? Number.NaN;
    const step = size / extent;
    return Array.from({ length: extent }, (_, index) => nest(axis + 1, start + index * step, step));
  };
  return nest(0, 0, values.length);
}
