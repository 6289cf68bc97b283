import { axisTitle, bottomAxis, bottomAxisHeight } from './axis.ts';
import type { Chart, Drawing, Estimate } from './chart.ts';
import { described } from './described.ts';
import { estimateText } from './estimateText.ts';
import { groupsOf } from './groups.ts';
import { legend, swatch } from './legend.ts';
import { element, escapeText } from './markup.ts';
import { numberText } from './numberText.ts';
import { seriesColour } from './palette.ts';
import { layoutRows } from './rows.ts';
import type { RowLayout } from './rows.ts';
import { domainOf, fromZero, labelsApart, mostTicks, padded, scaleKindFor, scaleOver } from './scale.ts';
import type { Scale, ScaleKind } from './scale.ts';
import { reachOf, whisker } from './whisker.ts';

/** A row of a bar chart. */
export interface Bar extends Estimate {
  readonly label: string;
  /** Bars of a group share a colour; a legend names the groups where there are several. */
  readonly group?: string | undefined;
}

/** What a bar chart shows. */
export interface BarChartData {
  readonly title: string;
  /** For readers who do not see the chart. Default: its figures. */
  readonly description?: string | undefined;
  /** What is measured, and its unit: `ms a step`. */
  readonly axis: string;
  readonly bars: readonly Bar[];
  /** Default: `log` where the largest value is more than 20 times the least. */
  readonly scale?: ScaleKind | undefined;
  /** How a bar's value is written beside it; three significant digits by default. */
  readonly figure?: ((value: number) => string) | undefined;
}

/**
 * Values with their intervals, one a row: bars from 0, or on a logarithmic axis, which has no 0 that a bar could begin at, points.
 *
 * Values are in the unit that `axis` names; those on a linear axis are at least 0. A value that is not finite has a row without a mark, and so has one below 0 on a logarithmic axis.
 *
 * ```ts
 * import { barChart, svgOf } from 'chainrule/charts';
 *
 * const bars = [{ label: 'native', value: 0.18, low: 0.17, high: 0.2 }, { label: 'typescript', value: 1.04 }];
 * console.log(svgOf(barChart({ title: 'Time of a step', axis: 'ms a step', bars })));
 * ```
 */
export function barChart(data: BarChartData): Chart {
  const { title, bars, figure = numberText } = data;
  const description = data.description ?? `${data.axis}: ${described(bars.map(({ label, value }) => `${label} ${figure(value)}`))}`;
  return { title, description, draw: width => drawBars(data, width) };
}

function drawBars(data: BarChartData, width: number): Drawing {
  const groups = groupsOf(data.bars);
  const key = legend(groups.names.map((name, index) => ({ name, mark: swatch(seriesColour(index)) })), width);
  const rows = layoutRows(data.bars.map(({ label, value }) => ({ label, figure: (data.figure ?? numberText)(value) })), width, key.height);
  const scale = barScale(data, rows);
  const axis = axisTitle(data.axis, scale);
  const marks = data.bars.map((bar, index) => barMark(bar, scale, { ...rows, y: rows.middle(index), fill: seriesColour(groups.placeOf(bar)) }));
  const body = [key.body, bottomAxis(scale, axis, { ...rows, width }), ...marks, rows.texts].join('');
  return { width, height: rows.bottom + bottomAxisHeight(axis, width), body };
}

function barScale({ bars, scale }: BarChartData, { left, right }: RowLayout): Scale {
  const values = reachOf(bars);
  const kind = scale ?? scaleKindFor(bars.map(({ value }) => value));
  return scaleOver(kind, kind === 'log' ? padded(domainOf(values, kind), kind) : fromZero(values), [left, right], mostTicks(left, right), labelsApart);
}

interface Place {
  readonly left: number;
  readonly barHeight: number;
  readonly y: number;
  readonly fill: string;
}

function barMark(bar: Bar, scale: Scale, { left, barHeight, y, fill }: Place): string {
  if (!Number.isFinite(bar.value) || (scale.kind === 'log' && bar.value <= 0)) return '';
  const x = scale.at(bar.value);
  const interval = whisker(bar, scale, y);
  const mark = scale.kind === 'log'
    ? element('line', { class: 'grid', x1: left, x2: x, y1: y, y2: y, 'stroke-width': 2 }) + interval + element('circle', { class: 'mark', cx: x, cy: y, r: 5.5, fill })
    : element('rect', { class: 'mark', x: left, y: y - barHeight / 2, width: Math.max(1, x - left), height: barHeight, rx: 2, fill }) + interval;
  return element('g', {}, element('title', {}, escapeText(`${bar.label}: ${estimateText(bar)}`)), mark);
}
