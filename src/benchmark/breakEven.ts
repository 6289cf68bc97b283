import type { Ratio } from './noise.ts';

/** What grows along a sweep. */
export type SweptSize = 'batch' | 'width';

/** One size of a sweep: milliseconds a step of both, and how many times as fast as TypeScript loops the other backend is. */
export interface SweepPoint {
  readonly size: number;
  readonly loops: number;
  readonly other: number;
  /** Null where nothing can be told. */
  readonly speedUp: Ratio | null;
}

/**
 * From which size on the other backend pays: from the smallest that was measured; from a size that lies between two; or not at any that was measured.
 * `size` is where the speed-up crosses 1, on a straight line between the logarithms of the two.
 */
export type Crossing =
  | { readonly kind: 'from the smallest'; readonly size: number }
  | { readonly kind: 'between'; readonly below: number; readonly from: number; readonly size: number }
  | { readonly kind: 'never here'; readonly largest: number };

export interface BreakEven {
  /** The backend that is compared with TypeScript loops. */
  readonly backend: string;
  readonly what: SweptSize;
  /** What was trained: the model of the config, or a dense net. */
  readonly net: string;
  readonly points: readonly SweepPoint[];
  readonly crossing: Crossing;
}

/** The smallest size from which on the other pays at every size, by the whole interval. Points come in the order of their sizes. */
export function crossingOf(points: readonly SweepPoint[]): Crossing {
  const lost = points.findLastIndex(({ speedUp }) => !(speedUp !== null && speedUp.low > 1));
  const [below, from] = [points[lost], points[lost + 1]];
  if (from === undefined) return { kind: 'never here', largest: below?.size ?? 0 };
  if (below === undefined) return { kind: 'from the smallest', size: from.size };
  return { kind: 'between', below: below.size, from: from.size, size: crossedAt(below, from) };
}

function crossedAt(below: SweepPoint, from: SweepPoint): number {
  const [low, high] = [Math.log(below.speedUp?.estimate ?? 1), Math.log(from.speedUp?.estimate ?? 1)];
  const share = low >= 0 ? 0 : -low / (high - low);
  return Math.exp(Math.log(below.size) + share * (Math.log(from.size) - Math.log(below.size)));
}
