/** How far two numbers may lie apart: |actual − expected| ≤ absolute + relative · |expected|. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/** The place where two lists of numbers differ most, in units of the tolerance. */
export interface Mismatch {
  readonly index: number;
  readonly actual: number;
  readonly expected: number;
  /** How many times the tolerance; infinite for NaN against a number. */
  readonly excess: number;
}

/**
 * The worst element outside the tolerance, or undefined where all are close. NaN is close to NaN alone; infinities must be equal. `slack` adds to the absolute tolerance of each
 * element.
 */
export function worstMismatch(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: Tolerance, slack?: ArrayLike<number>): Mismatch | undefined {
  let worst: Mismatch | undefined;
  for (let index = 0; index < expected.length; index++) {
    const [a, e] = [actual[index] ?? Number.NaN, expected[index] ?? Number.NaN];
    const excess = excessOf(a, e, withSlack(tolerance, slack?.[index]));
    if (excess > Math.max(1, worst?.excess ?? 0)) worst = { index, actual: a, expected: e, excess };
  }
  return worst;
}

/** Throws an error that names the worst element, where the lists differ in length or by more than the tolerance. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: Tolerance, label = 'values', slack?: ArrayLike<number>): void {
  if (actual.length !== expected.length) throw new Error(`${label}: ${actual.length} numbers, expected ${expected.length}`);
  const worst = worstMismatch(actual, expected, tolerance, slack);
  if (worst === undefined) return;
  throw new Error(`${label}: element ${worst.index} is ${worst.actual}, expected ${worst.expected} `
    + `(${worst.excess.toPrecision(3)} times the tolerance of relative ${tolerance.relative}, absolute ${tolerance.absolute})`);
}

/** A tolerance that is wider by `slack`. */
export function withSlack({ relative, absolute }: Tolerance, slack = 0): Tolerance {
  return { relative, absolute: absolute + slack };
}

/** The distance of two numbers in units of the tolerance; infinite for NaN against a number. */
export function excessOf(actual: number, expected: number, { relative, absolute }: Tolerance): number {
  if (Number.isNaN(actual) && Number.isNaN(expected)) return 0;
  if (actual === expected) return 0;
  if (!Number.isFinite(actual) || !Number.isFinite(expected)) return Number.POSITIVE_INFINITY;
  return Math.abs(actual - expected) / (absolute + relative * Math.abs(expected));
}
