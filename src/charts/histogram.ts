import { bins } from './bins.ts';
import type { Bin } from './bins.ts';
import type { Chart, Drawing } from './chart.ts';
import { described } from './described.ts';
import { legend, swatch } from './legend.ts';
import { element, escapeText } from './markup.ts';
import { counted, numberText } from './numberText.ts';
import { seriesColour } from './palette.ts';
import { planeOf } from './plane.ts';
import type { Axis, Plane } from './plane.ts';
import { fromZero } from './scale.ts';
import type { ScaleKind } from './scale.ts';

/** A list of numbers of a histogram. */
export interface HistogramSeries {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

/** What a histogram shows. */
export interface HistogramData {
  readonly title: string;
  /** For readers who do not see the chart. Default: of each list how many numbers it has, and from where to where. */
  readonly description?: string | undefined;
  /** Numbers beyond a `domain` are left out, and counted in the description. */
  readonly x: Omit<Axis, 'scale'>;
  readonly series: readonly HistogramSeries[];
  /** Of the counts. Default: `linear`. */
  readonly scale?: ScaleKind | undefined;
  /** About how many bins there are. Default: by the rule of Freedman and Diaconis. */
  readonly bins?: number | undefined;
}

/** How strongly an area is filled: alone, and where another may lie behind it. */
const [alone, overlaid] = [0.75, 0.28];

/**
 * How often numbers fall into each of equal bins, for one list or several over each other.
 *
 * Bins are 2·IQR / ∛n wide by the rule of Freedman and Diaconis over all lists, where IQR is the distance of the quartiles, rounded so that their edges are round numbers: from 8 to 60 of
 * them. Numbers that are not finite are left out. On a logarithmic scale of counts a bin without numbers has no height.
 *
 * ```ts
 * import { histogram, svgOf } from 'chainrule/charts';
 *
 * const values = Array.from({ length: 200 }, (_, index) => Math.sin(index));
 * console.log(svgOf(histogram({ title: 'Weights', x: { label: 'weight' }, series: [{ name: 'dense/kernel', values }] })));
 * ```
 */
export function histogram(data: HistogramData): Chart {
  const counted = countsOf(data);
  return { title: data.title, description: data.description ?? described(counted.map(seriesText)), draw: width => drawHistogram(data, counted, width) };
}

interface Counted {
  readonly name: string;
  readonly values: readonly number[];
  readonly left: number;
  readonly bins: readonly Bin[];
}

function countsOf({ series, x: { domain }, bins: count }: HistogramData): readonly Counted[] {
  const lists = series.map(({ name, values }) => {
    const all = Array.from(values);
    const kept = all.filter(value => Number.isFinite(value) && (domain === undefined || (value >= domain[0] && value <= domain[1])));
    return { name, values: kept, left: all.length - kept.length };
  });
  const counts = bins(lists.map(({ values }) => values), { domain, count });
  return lists.map((list, index) => ({ ...list, bins: counts[index] ?? [] }));
}

function seriesText({ name, values, left }: Counted): string {
  const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  const span = values.length === 0 ? '' : ` from ${numberText(low)} to ${numberText(high)}`;
  return `${name}: ${counted(values.length, 'number')}${span}${left === 0 ? '' : `, ${left} left out`}`;
}

function drawHistogram({ x, scale = 'linear' }: HistogramData, series: readonly Counted[], width: number): Drawing {
  const key = legend(series.map(({ name }, index) => ({ name, mark: swatch(seriesColour(index)) })), width);
  const all = series.flatMap(own => own.bins);
  const [first, last] = [all[0]?.from ?? 0, all.at(-1)?.to ?? 1];
  const highest = Math.max(1, ...all.map(({ count }) => count));
  const counts = scale === 'log' ? [0.8, highest * 1.25] as const : fromZero([highest]);
  const plane = planeOf({ axis: { ...x, scale: 'linear', domain: x.domain ?? [first, last] }, values: [] }, { axis: { label: 'count', scale, domain: counts, whole: true }, values: [] }, width, { head: key.height });
  return { width, height: plane.height, body: [key.body, plane.body, ...series.map((own, index) => area(own, index, plane, series.length > 1 ? overlaid : alone))].join('') };
}

/** The steps of the counts, filled down to the axis. */
function area({ name, bins: own }: Counted, index: number, { x, y, bottom }: Plane, strength: number): string {
  const height = (count: number) => (count > 0 ? Math.min(bottom, y.at(count)) : bottom).toFixed(1);
  const steps = own.map(({ from, to, count }) => `L${x.at(from).toFixed(1)} ${height(count)}L${x.at(to).toFixed(1)} ${height(count)}`).join('');
  const d = own.length === 0 ? '' : `M${x.at(own[0]?.from ?? 0).toFixed(1)} ${bottom.toFixed(1)}${steps}L${x.at(own.at(-1)?.to ?? 0).toFixed(1)} ${bottom.toFixed(1)}`;
  return element('path', { class: 'mark', d, fill: seriesColour(index), 'fill-opacity': strength, stroke: seriesColour(index), 'stroke-width': 1.25 }, element('title', {}, escapeText(name)));
}
