import { expectClose } from '../../src/verification/closeTo.ts';
import type { Tolerance } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import type { Precision } from '../../src/tensor/dtype.ts';
import type { Comparison, PeerTolerance } from './golden.ts';

/**
 * Throws where a quantity is not the golden's. In float64 it must be the exact number to 1e-9 and the peer's within the peer's own tolerance; in float32 the exact
 * one within the tolerance of float32 or the peer's, whichever is wider.
 */
export function compareGolden(precision: Precision, comparison: Comparison): void {
  if (precision === 'float64') compareInFloat64(comparison);
  else compareInFloat32(comparison);
}

function compareInFloat64({ label, actual, exact, peer, tolerance, float32Dependent }: Comparison): void {
  if (exact === undefined && peer === undefined) throw new Error(`${label}: the golden gives no number to compare with`);
  if (exact !== undefined) expectClose(actual, exact, tolerances.float64, `${label} in float64`);
  if (peer !== undefined && float32Dependent !== true) expectClose(actual, peer, asTolerance(tolerance), `${label} in float64, the peer's number`);
}

function compareInFloat32({ label, actual, exact, peer, tolerance, float32Dependent }: Comparison): void {
  const expected = float32Dependent === true ? peer : exact ?? peer;
  if (expected === undefined) throw new Error(`${label}: the golden gives no number to compare with`);
  expectClose(actual, expected, wider(tolerances.float32, asTolerance(tolerance)), `${label} in float32`);
}

function asTolerance(tolerance: PeerTolerance | undefined): Tolerance {
  return tolerance === undefined ? tolerances.float64 : { relative: tolerance.rtol, absolute: tolerance.atol };
}

function wider(left: Tolerance, right: Tolerance): Tolerance {
  return { relative: Math.max(left.relative, right.relative), absolute: Math.max(left.absolute, right.absolute) };
}
