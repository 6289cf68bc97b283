import { ShapeError } from '../errors.ts';
import { formatShape, sameShape } from './shape.ts';
import type { Shape } from './shape.ts';

/** Throws a ShapeError with this problem where a component gives a value of another shape than it owes: a broadcast would make it wrong without a word. */
export function requireShape(problem: string, got: Shape, expected: Shape, next?: string): void {
  if (sameShape(got, expected)) return;
  throw new ShapeError(problem, { got: formatShape(got), expected: formatShape(expected), next });
}

/** Throws a ShapeError where what a component calls a sum still has axes. */
export function requireScalar(what: string, got: Shape): void {
  requireShape(`${what} is not a scalar`, got, [], 'sum it');
}
