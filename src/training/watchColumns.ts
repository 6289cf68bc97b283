import type { Parameter } from '../model/model.ts';
import { sizeOf } from '../tensor/shape.ts';

/** The scalar that an element of a gradient is near zero below. */
export const watchThreshold = 'watchThreshold';

/** The columns that a parameter's gradient is laid out in: the last axis, one column for a scalar. */
export function columnsOf({ shape }: Pick<Parameter, 'shape'>): readonly [rows: number, columns: number] {
  const columns = shape.at(-1) ?? 1;
  return [sizeOf(shape) / columns, columns];
}
