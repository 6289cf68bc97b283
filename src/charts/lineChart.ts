import { area, line } from 'd3-shape';
import { centredText } from './axis.ts';
import { tickSize } from './chart.ts';
import type { Chart, Drawing } from './chart.ts';
import { described } from './described.ts';
import { legend } from './legend.ts';
import { marker } from './marker.ts';
import { element, escapeText } from './markup.ts';
import { numberText } from './numberText.ts';
import { colour, seriesColour } from './palette.ts';
import { isShown, planeOf } from './plane.ts';
import type { Axis, Plane } from './plane.ts';
import { shortened } from './textWidth.ts';
import { thinned } from './thinned.ts';
import type { Point } from './thinned.ts';

/** A line of a line chart. */
export interface Series {
  readonly name: string;
  /** Sorted by x. A point that is not finite breaks the line. */
  readonly points: readonly LinePoint[];
  /** Default: false. */
  readonly dashed?: boolean | undefined;
  /** Lines of a group share a colour and a marker: training and validation of one model. Default: each line has its own. */
  readonly group?: string | undefined;
}

/** A point of a line, and the interval around it that a band shows. */
export interface LinePoint extends Point {
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

/** A place that is marked and named. */
export interface MarkedPlace {
  readonly x: number;
  /** Where the place is a point of a line, its height. */
  readonly y?: number | undefined;
  readonly label: string;
}

/** What a line chart shows. */
export interface LineChartData {
  readonly title: string;
  /** For readers who do not see the chart. Default: where each line begins and ends. */
  readonly description?: string | undefined;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** Places along the horizontal axis, or points, that are marked and named: a break-even, the end of early stopping. */
  readonly marked?: readonly MarkedPlace[] | undefined;
}

/** Lines of more points than this have no markers. */
const mostMarkers = 40;
const nameHeight = 18;

/**
 * Lines over a horizontal axis, one a series, with a marker at each point where there are not too many; a dashed line has none. Points with `low` and `high` get a band between them.
 *
 * The points of a series are sorted by x. One that its axes cannot show, since it is not finite or on a logarithmic axis not above 0, breaks the line.
 *
 * ```ts
 * import { lineChart, svgOf } from 'chainrule/charts';
 *
 * const losses = [0.9, 0.5, 0.31, 0.22];
 * const points = losses.map((y, index) => ({ x: index + 1, y }));
 * console.log(svgOf(lineChart({ title: 'Training', x: { label: 'epoch' }, y: { label: 'loss' }, series: [{ name: 'train', points }] })));
 * ```
 */
export function lineChart(data: LineChartData): Chart {
  const figures = data.series.map(({ name, points }) => `${name} from ${numberText(points[0]?.y ?? Number.NaN)} to ${numberText(points.at(-1)?.y ?? Number.NaN)}`);
  return { title: data.title, description: data.description ?? `${data.y.label} over ${data.x.label}: ${described(figures)}`, draw: width => drawLines(data, width) };
}

function drawLines(data: LineChartData, width: number): Drawing {
  const { series, marked = [] } = data;
  const placeOf = placesOf(series);
  const key = legend(series.map(each => ({ name: each.name, mark: (x, y) => lineSample(each, placeOf(each), x, y) })), width);
  const points = series.flatMap(each => each.points);
  const heights = [...points.flatMap(({ y, low = y, high = y }) => [y, low, high]), ...marked.flatMap(({ y }) => y ?? [])];
  const plane = planeOf({ axis: data.x, values: [...points.map(({ x }) => x), ...marked.map(({ x }) => x)] }, { axis: data.y, values: heights }, width, { head: key.height, room: marked.length * nameHeight });
  const places = marked.toSorted((left, right) => left.x - right.x).map((place, index) => markedPlace(place, plane, { width, y: plane.top - (marked.length - index) * nameHeight + 6 }));
  const bands = series.map(each => band(each, placeOf(each), plane));
  return { width, height: plane.height, body: [key.body, plane.body, ...bands, ...places.map(place => place.line), ...places.map(place => place.name), ...series.map(each => seriesMarks(each, placeOf(each), plane))].join('') };
}

/** The places of colours and markers: those of groups, and of lines that belong to none. */
function placesOf(series: readonly Series[]): (each: Series) => number {
  const groups = [...new Set(series.map(each => each.group ?? each))];
  return each => groups.indexOf(each.group ?? each);
}

function seriesMarks(each: Series, index: number, plane: Plane): string {
  const { name, points, dashed } = each;
  const shown = ({ x, y }: Point) => isShown(x, plane.x) && isShown(y, plane.y);
  const kept = thinned(points, Math.ceil(plane.right - plane.left));
  const path = line<Point>(({ x }) => plane.x.at(x), ({ y }) => plane.y.at(y)).defined(shown).digits(1)(kept) ?? '';
  const drawn = element('path', { class: 'line mark', d: path, ...lineStyle(index, dashed), 'stroke-width': hasMarkers(each) || dashed === true ? 2 : 1.25 }, element('title', {}, escapeText(name)));
  const markers = !hasMarkers(each) ? [] : kept.filter(shown).map(point => {
    const title = element('title', {}, escapeText(`${name}: ${numberText(point.y)} at ${numberText(point.x)}`));
    return marker(index, plane.x.at(point.x), plane.y.at(point.y), { title });
  });
  return drawn + markers.join('');
}

function hasMarkers({ points, dashed = false }: Series): boolean {
  return !dashed && points.length <= mostMarkers;
}

/** The intervals around the points of a line; nothing where none has one. */
function band({ points }: Series, index: number, { x, y }: Plane): string {
  const within = (value: number) => y.at(Math.min(y.domain[1], Math.max(y.domain[0], value)));
  const known = ({ low, high, ...point }: LinePoint) => isShown(point.x, x) && Number.isFinite(low ?? Number.NaN) && Number.isFinite(high ?? Number.NaN);
  const shape = area<LinePoint>(point => x.at(point.x), ({ low = 0 }) => within(low), ({ high = 0 }) => within(high)).defined(known).digits(1);
  const d = points.some(known) ? shape(points) : null;
  return d === null ? '' : element('path', { class: 'band', d, fill: seriesColour(index), 'fill-opacity': 0.18 });
}

function lineStyle(index: number, dashed = false) {
  return { stroke: seriesColour(index), 'stroke-dasharray': dashed ? '6 4' : undefined };
}

function lineSample(each: Series, index: number, x: number, y: number): string {
  return element('line', { x1: x - 7, x2: x + 7, y1: y, y2: y, ...lineStyle(index), 'stroke-dasharray': each.dashed === true ? '5 4' : undefined, 'stroke-width': 2 }) + (hasMarkers(each) ? marker(index, x, y, { mark: false }) : '');
}

/** A dashed line down to the axis or to the point that it marks, and its name above the plot, on a line of its own. What crosses the name is kept off its letters. */
function markedPlace({ x, y: height, label }: MarkedPlace, plane: Plane, { width, y }: { readonly width: number; readonly y: number }): { readonly line: string; readonly name: string } {
  const at = plane.x.at(x);
  const point = height !== undefined && isShown(height, plane.y) ? plane.y.at(height) : undefined;
  const ring = point === undefined ? '' : element('circle', { class: 'ring', cx: at, cy: point, r: 7, fill: 'none', stroke: colour('text'), 'stroke-width': 1.5 });
  return {
    line: element('line', { x1: at, x2: at, y1: y + 5, y2: point === undefined ? plane.bottom : point - 7, stroke: colour('text'), 'stroke-dasharray': '4 4' }) + ring,
    name: centredText(shortened(label, width, tickSize), at, { y, width, name: 'place' }),
  };
}
