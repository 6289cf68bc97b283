import { excessOf } from '../../verification/closeTo.ts';
import type { Tolerance } from '../../verification/closeTo.ts';
import { tolerances } from '../../verification/tolerances.ts';
import { trainedOf } from './matrixEntry.ts';
import type { MatrixEntry } from './matrixEntry.ts';

/** How far the training losses of one backend lie from those of another. */
export interface CurveDifference {
  readonly backend: string;
  /** The largest |a − b| / |b| over the epochs that both have. */
  readonly largest: number;
  /** The epoch that it is in, from 1. */
  readonly epoch: number;
  /** The first epoch whose losses are apart by more than the tolerance. */
  readonly apartFrom: number | undefined;
  /** How many epochs both have. */
  readonly epochs: number;
}

/** All curves against that of the first backend that was trained. */
export interface Comparison {
  readonly reference: string | undefined;
  readonly tolerance: Tolerance;
  /** Undefined where there are no two curves. */
  readonly agree: boolean | undefined;
  readonly differences: readonly CurveDifference[];
}

/** Compares the training losses, epoch by epoch, with those of the first backend that was trained. */
export function compareCurves(entries: readonly MatrixEntry[]): Comparison {
  const tolerance = tolerances.curve;
  const [first, ...others] = trainedOf(entries).filter(({ losses }) => losses.length > 0);
  const differences = others.map(({ backend, losses }) => ({ backend, ...differenceOf(losses, first?.losses ?? [], tolerance) }));
  return { reference: first?.backend, tolerance, agree: differences.length === 0 ? undefined : differences.every(({ apartFrom }) => apartFrom === undefined), differences };
}

function differenceOf(losses: readonly number[], reference: readonly number[], tolerance: Tolerance): Omit<CurveDifference, 'backend'> {
  const epochs = Math.min(losses.length, reference.length);
  const pairs = Array.from({ length: epochs }, (_, index) => [losses[index] ?? Number.NaN, reference[index] ?? Number.NaN] as const);
  const relative = pairs.map(([a, b]) => (a === b ? 0 : Math.abs(a - b) / Math.abs(b)));
  const largest = Math.max(...relative);
  const apart = pairs.findIndex(([a, b]) => excessOf(a, b, tolerance) > 1);
  return { largest, epoch: relative.indexOf(largest) + 1, apartFrom: apart < 0 ? undefined : apart + 1, epochs };
}
