import { derivativeAlong } from './derivativeAlong.ts';

/** What central differences tell of a function at a point. What belongs to an element that was not asked for is 0. */
export interface Differences {
  /** ∂f/∂xᵢ. */
  readonly derivatives: Float64Array;
  /** How far each derivative may be off; infinite where f is not finite nearby. */
  readonly errors: Float64Array;
  /** The elements at which f has no derivative: its slopes to the left and to the right differ, or it jumps. */
  readonly kinks: readonly number[];
}

/** How differences are taken. */
export interface DifferenceOptions {
  /** How far rounding may put a value of f off; 8 roundings of |f| if left out. */
  readonly noise?: number | undefined;
  /** All if left out. */
  readonly elements?: readonly number[];
}

/** Roundings of 2⁻⁵³ that a value of f may have gathered where nothing is known of how it was computed. */
const usualRoundings = 8;

/** The narrowest step, a power of ¼: 1e-9 of the scale. */
const narrowest = 15;

/** How many powers of ¼ more a tiny x is given, so that the poles and kinks at 0 stay at a distance. */
const mostForTiny = 20;

/**
 * The derivative of a function by elements of an array, in float64. `f` reads `x`, which is changed in place and put back as it was.
 * Each element has the step that knows its derivative best, from the size of the element, or 1 if that is larger, down to 1e-9 times that.
 */
export async function centralDifferences(f: () => number | Promise<number>, x: Float64Array, { noise, elements = [...x.keys()] }: DifferenceOptions = {}): Promise<Differences> {
  const [derivatives, errors, kinks] = [new Float64Array(x.length), new Float64Array(x.length), [] as number[]];
  const center = await f();
  const bound = noise ?? usualRoundings * 2 ** -53 * Math.abs(center);
  for (const index of elements) {
    const size = Math.abs(x[index] ?? 0);
    const found = await derivativeAlong({ at: offset => moved(f, x, index, offset), center, scale: scaleFor(size), noise: bound, narrowest: narrowest + forTiny(size) });
    derivatives[index] = found.derivative;
    errors[index] = found.error;
    if (found.kink) kinks.push(index);
  }
  return { derivatives, errors, kinks };
}

/** The power of two that is no less than 1 and than x. */
export function scaleFor(size: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, size)));
}

function forTiny(size: number): number {
  return size === 0 ? 0 : Math.min(mostForTiny, Math.max(0, Math.ceil(-Math.log2(size) / 2)));
}

async function moved(f: () => number | Promise<number>, x: Float64Array, index: number, offset: number): Promise<number> {
  const kept = x[index] ?? 0;
  x[index] = kept + offset;
  const value = await f();
  x[index] = kept;
  return value;
}
