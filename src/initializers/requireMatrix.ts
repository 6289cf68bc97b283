import { ShapeError } from '../errors.ts';
import { formatShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';

/** Rows and columns of a matrix. Throws a ShapeError for any other shape. */
export function requireMatrix(initializer: string, shape: Shape): readonly [rows: number, columns: number] {
  const [rows, columns, ...more] = shape;
  if (rows !== undefined && columns !== undefined && more.length === 0) return [rows, columns];
  throw new ShapeError(`the initializer ${initializer} makes a matrix`, { got: `a parameter of shape ${formatShape(shape)}`, expected: 'two axes', next: 'choose another initializer for it' });
}
