import { axisTitle, bottomAxis, bottomAxisHeight } from './axis.ts';
import type { Chart, Drawing, Estimate } from './chart.ts';
import { described } from './described.ts';
import { estimateText } from './estimateText.ts';
import { legend } from './legend.ts';
import { element, escapeText } from './markup.ts';
import { colour, seriesColour } from './palette.ts';
import { layoutRows } from './rows.ts';
import { domainOf, labelsApart, mostTicks, padded, scaleOver } from './scale.ts';
import type { Scale } from './scale.ts';
import { reachOf, whisker } from './whisker.ts';

/** A row of a chart of ratios. */
export interface Ratio extends Estimate {
  readonly label: string;
}

/** What a chart of ratios shows. */
export interface RatioChartData {
  readonly title: string;
  /** For readers who do not see the chart. Default: the ratios with their intervals. */
  readonly description?: string | undefined;
  /** What is divided by what: `time by backprop / time by autodiff`. */
  readonly axis: string;
  readonly ratios: readonly Ratio[];
  /** What a ratio below 1 means, and one above. */
  readonly below: string;
  readonly above: string;
  /** The side that has the first colour. Default: `below`. */
  readonly first?: 'below' | 'above' | undefined;
}

type Side = 'below' | 'above' | 'undecided';

/**
 * Ratios with their intervals on a logarithmic axis around a line at 1. One whose interval holds 1 is hollow: which side it is on cannot be told.
 *
 * Ratios are above 0; one that is not, or is not finite, has a row without a mark.
 *
 * ```ts
 * import { ratioChart, svgOf } from 'chainrule/charts';
 *
 * const ratios = [{ label: 'tfjs:wasm', value: 1.12, low: 1.08, high: 1.15 }, { label: 'tfjs:cpu', value: 1.01, low: 0.97, high: 1.06 }];
 * console.log(svgOf(ratioChart({ title: 'Backprop against tf.grad', axis: 'time by tf.grad / by backprop', below: 'tf.grad is faster', above: 'backprop is faster', ratios })));
 * ```
 */
export function ratioChart(data: RatioChartData): Chart {
  const { title, axis, ratios } = data;
  return { title, description: data.description ?? `${axis}: ${described(ratios.map(ratio => `${ratio.label} ${estimateText(ratio)}`))}`, draw: width => drawRatios(data, width) };
}

function drawRatios(data: RatioChartData, width: number): Drawing {
  const names: Readonly<Record<Side, string>> = { below: data.below, above: data.above, undecided: 'too close to tell' };
  const fills = fillsOf(data.first);
  const sides = (['below', 'above', 'undecided'] as const).filter(side => data.ratios.some(ratio => sideOf(ratio) === side));
  const key = legend(sides.map(side => ({ name: names[side], mark: (x, y) => point(side, fills[side], { x, y }) })), width);
  const rows = layoutRows(data.ratios.map(ratio => ({ label: ratio.label, figure: estimateText(ratio) })), width, key.height);
    const scale = scaleOver('log', padded(domainOf([...reachOf(data.ratios), 1], 'log'), 'log'), [rows.left, rows.right], mostTicks(rows.left, rows.right), labelsApart);
  const axis = `${axisTitle(data.axis, scale)}; above 1: ${data.above}`;
  const marks = data.ratios.map((ratio, index) => ratioMark(ratio, fills, scale, rows.middle(index)));
  const one = element('line', { class: 'reference', x1: scale.at(1), x2: scale.at(1), y1: rows.top, y2: rows.bottom });
  return { width, height: rows.bottom + bottomAxisHeight(axis, width), body: [key.body, bottomAxis(scale, axis, { ...rows, width }), one, ...marks, rows.texts].join('') };
}

function ratioMark(ratio: Ratio, fills: Fills, scale: Scale, y: number): string {
  if (!Number.isFinite(ratio.value) || ratio.value <= 0) return '';
  const title = element('title', {}, escapeText(`${ratio.label}: ${estimateText(ratio)}`));
  return element('g', {}, title, whisker(ratio, scale, y), point(sideOf(ratio), fills[sideOf(ratio)], { class: 'mark', x: scale.at(ratio.value), y }));
}

type Fills = Readonly<Record<Side, string>>;

function fillsOf(first: 'below' | 'above' = 'below'): Fills {
  const [below, above] = first === 'below' ? [0, 1] : [1, 0];
  return { below: seriesColour(below), above: seriesColour(above), undecided: colour('surface') };
}

function point(side: Side, fill: string, { x, y, ...mark }: { readonly x: number; readonly y: number; readonly class?: string }): string {
  return element('circle', { ...mark, cx: x, cy: y, r: 6, fill, stroke: side === 'undecided' ? colour('muted') : fill, 'stroke-width': 2 });
}

function sideOf({ value, low = value, high = value }: Estimate): Side {
  if (high < 1) return 'below';
  return low > 1 ? 'above' : 'undecided';
}
