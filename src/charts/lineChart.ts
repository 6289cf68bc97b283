import { line } from 'd3-shape';
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
  readonly points: readonly Point[];
}

/** What a line chart shows. */
export interface LineChartData {
  readonly title: string;
  /** For readers who do not see the chart. Default: where each line begins and ends. */
  readonly description?: string | undefined;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** Places along the horizontal axis that are marked and named: a break-even, the end of early stopping. */
  readonly marked?: readonly { readonly x: number; readonly label: string }[] | undefined;
}

/** Lines of more points than this have no markers. */
const mostMarkers = 40;
const nameHeight = 18;

/**
 * Lines over a horizontal axis, one a series, with a marker at each point where there are not too many.
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
  const key = legend(series.map(({ name }, index) => ({ name, mark: (x, y) => lineSample(index, x, y) })), width);
  const points = series.flatMap(each => each.points);
  const plane = planeOf({ axis: data.x, values: [...points.map(({ x }) => x), ...marked.map(({ x }) => x)] }, { axis: data.y, values: points.map(({ y }) => y) }, width, { head: key.height, room: marked.length * nameHeight });
  const places = marked.toSorted((left, right) => left.x - right.x).map((place, index) => markedPlace(place, plane, { width, y: plane.top - (marked.length - index) * nameHeight + 6 }));
  return { width, height: plane.height, body: [key.body, plane.body, ...places.map(place => place.line), ...places.map(place => place.name), ...series.map((each, index) => seriesMarks(each, index, plane))].join('') };
}

function seriesMarks({ name, points }: Series, index: number, plane: Plane): string {
  const shown = ({ x, y }: Point) => isShown(x, plane.x) && isShown(y, plane.y);
  const kept = thinned(points, Math.ceil(plane.right - plane.left));
  const path = line<Point>(({ x }) => plane.x.at(x), ({ y }) => plane.y.at(y)).defined(shown).digits(1)(kept) ?? '';
  const drawn = element('path', { class: 'line mark', d: path, stroke: seriesColour(index), 'stroke-width': kept.length > mostMarkers ? 1.25 : 2 }, element('title', {}, escapeText(name)));
  const markers = kept.length > mostMarkers ? [] : kept.filter(shown).map(point => {
    const title = element('title', {}, escapeText(`${name}: ${numberText(point.y)} at ${numberText(point.x)}`));
    return marker(index, plane.x.at(point.x), plane.y.at(point.y), { title });
  });
  return drawn + markers.join('');
}

function lineSample(index: number, x: number, y: number): string {
  return element('line', { x1: x - 7, x2: x + 7, y1: y, y2: y, stroke: seriesColour(index), 'stroke-width': 2 }) + marker(index, x, y, { mark: false });
}

/** A dashed line, and its name above the plot, on a line of its own. What crosses the name is kept off its letters. */
function markedPlace({ x, label }: { readonly x: number; readonly label: string }, plane: Plane, { width, y }: { readonly width: number; readonly y: number }): { readonly line: string; readonly name: string } {
  const at = plane.x.at(x);
  const style = `fill:${colour('text')};stroke:${colour('surface')};stroke-width:4;paint-order:stroke`;
  return {
    line: element('line', { x1: at, x2: at, y1: y + 5, y2: plane.bottom, stroke: colour('text'), 'stroke-dasharray': '4 4' }),
    name: centredText(shortened(label, width, tickSize), at, { y, width, style }),
  };
}
