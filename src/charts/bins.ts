import { scaleLinear } from 'd3-scale';
import { domainOf, padded } from './scale.ts';

/** The numbers from `from` up to, but without, `to`; the last bin holds its end too. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface BinOptions {
  readonly domain?: readonly [number, number] | undefined;
  readonly count?: number | undefined;
}

const [fewest, most] = [8, 60];

/** The counts of each list in the same bins, whose edges are round numbers. */
export function bins(lists: readonly (readonly number[])[], { domain, count }: BinOptions = {}): readonly (readonly Bin[])[] {
  const all = lists.flat();
  const [low, high] = domain ?? domainOf(all, 'linear');
  const scale = scaleLinear(low === high ? [...padded([low, high], 'linear')] : [low, high], [0, 1]);
  const wanted = count ?? binCount(all, scale.domain()[0] ?? low, scale.domain()[1] ?? high);
  const [start = 0, next = 1] = scale.nice(wanted).ticks(wanted);
  const [first = 0, end = 1] = scale.domain();
  const width = Number((next - start).toPrecision(12));
  // As multiples of the width edges are round, and 0 is one of them where it lies within.
  const [firstEdge, lastEdge] = [Math.round(first / width), Math.round(end / width)];
  const edges = Array.from({ length: Math.max(1, lastEdge - firstEdge) + 1 }, (_, index) => Number(((firstEdge + index) * width).toPrecision(12)));
  return lists.map(values => counted(values, edges, width));
}

/** As many bins as make each 2·IQR / ∛n wide. Source: Freedman and Diaconis, On the histogram as a density estimator: L2 theory (1981). */
function binCount(values: readonly number[], low: number, high: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const quartile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const width = 2 * (quartile(0.75) - quartile(0.25)) / Math.cbrt(sorted.length || 1);
  return width > 0 ? Math.min(most, Math.max(fewest, Math.ceil((high - low) / width))) : fewest;
}

function counted(values: readonly number[], edges: readonly number[], width: number): readonly Bin[] {
  const [first = 0, last] = [edges[0], edges.length - 2];
  const counts = Array.from({ length: edges.length - 1 }, () => 0);
  for (const value of values) {
    const index = Math.min(last, Math.max(0, Math.floor((value - first) / width + 1e-9)));
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count, index) => ({ from: edges[index] ?? 0, to: edges[index + 1] ?? 0, count }));
}
