import { ShapeError } from '../errors.ts';
import { formatShape, sameShape } from './shape.ts';
import type { Shape } from './shape.ts';

/** A gradient that a backward owes and does not give, or gives in another shape. */
export class GradientError extends ShapeError {}

/** Throws a GradientError with this problem where a gradient has another shape than what it is the gradient of. */
export function requireGradientShape(problem: string, got: Shape, expected: Shape): void {
  if (sameShape(got, expected)) return;
  throw new GradientError(problem, { got: formatShape(got), expected: formatShape(expected), next: adviceFor(got, expected) });
}

/** The two mistakes that are made most. */
function adviceFor(got: Shape, expected: Shape): string | undefined {
  if (got.length === expected.length + 1 && sameShape(got.slice(1), expected)) return 'it is not summed over the batch: add .sum(0)';
  if (sameShape(got.toReversed(), expected)) return 'it is transposed: swap the factors, or take .T of it';
  return undefined;
}
