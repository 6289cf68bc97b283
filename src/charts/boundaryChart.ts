import { line } from 'd3-shape';
import { background, domainsOf, lineSample } from './boundary.ts';
import type { Background } from './boundary.ts';
import type { Chart, Drawing } from './chart.ts';
import { groupsOf } from './groups.ts';
import { legend } from './legend.ts';
import { marker } from './marker.ts';
import { element, escapeText } from './markup.ts';
import { counted, numberText } from './numberText.ts';
import { seriesColour } from './palette.ts';
import { isShown, planeOf } from './plane.ts';
import type { Axis, Plane } from './plane.ts';
import type { ScatterPoint } from './scatterChart.ts';

/** What a boundary chart shows beside its background. */
interface PointsOverField {
  readonly title: string;
  /** For readers who do not see the chart. Default: the axes, the points, and what colours the background. */
  readonly description?: string | undefined;
  readonly x: Omit<Axis, 'scale'>;
  readonly y: Omit<Axis, 'scale'>;
  readonly points: readonly ScatterPoint[];
  /** The names of groups in the order of their colours. Default: as the points first name them. */
  readonly classes?: readonly string[] | undefined;
  /** Joins the points of a group in their order: the way of a descent. Default: false. */
  readonly joined?: boolean | undefined;
}

export type BoundaryChartData = PointsOverField & Background;

/**
 * Points of groups on a background that a function colours, with lines where it passes a level: what a network answers over the plane of its two inputs, or a loss over two parameters.
 *
 * `value` gives a number at each place: one level parts two colours, those of the first class below and the second above; several are drawn on one colour. `past` holds the
 * functions of earlier epochs, whose lines are faint. `classOf` gives the index of a class, or a score of each class, of which the largest wins, and whose lines are smoother.
 * Both are called about 11,000 times, once for all widths; `answeredField` asks a network once. The axes are linear; without a `domain` they hold all points, with room around them.
 * Throws a ConfigError for a domain without extent.
 *
 * ```ts
 * import { boundaryChart, svgOf } from 'chainrule/charts';
 *
 * const points = [{ x: 0.2, y: 0.3, label: 'a', group: 'no' }, { x: 0.8, y: 0.9, label: 'b', group: 'yes' }];
 * const value = (x: number, y: number) => 1 / (1 + Math.exp(5 - 5 * x - 4 * y));
 * console.log(svgOf(boundaryChart({ title: 'After 10 epochs', x: { label: 'x₁' }, y: { label: 'x₂' }, points, value, valueLabel: 'P(yes)', levels: [0.5] })));
 * ```
 */
export function boundaryChart(data: BoundaryChartData): Chart {
  const { title, x, y, points, classes } = data;
  const names = groupsOf([...classes?.map(group => ({ group })) ?? [], ...points]);
  const field = background(data, domainsOf(data));
  const description = data.description ?? `${y.label} over ${x.label}, ${counted(points.length, 'point')}${names.names.length > 1 ? ` of ${names.names.join(', ')}` : ''}; ${field.description}.`;
  return { title, description, draw: width => drawBoundary(data, { names, field }, width) };
}

interface Parts {
  readonly names: ReturnType<typeof groupsOf>;
  readonly field: ReturnType<typeof background>;
}

function drawBoundary(data: BoundaryChartData, { names, field }: Parts, width: number): Drawing {
  const groups = names.names.map((name, index) => ({ name, mark: (x: number, y: number) => marker(index, x, y, { mark: false }) }));
  const key = legend([...groups.length > 1 ? groups : [], ...field.shades, ...field.lines.map(own => ({ name: own.name, mark: lineSample(own) }))], width, 1);
  const [across, up] = domainsOf(data);
  const plane = planeOf({ axis: { ...data.x, scale: 'linear', domain: across }, values: [] }, { axis: { ...data.y, scale: 'linear', domain: up }, values: [] }, width, { head: key.height });
  const size = { width: plane.right - plane.left, height: plane.bottom - plane.top };
  // An svg element of its own clips what it holds, without a name that another drawing on the page could have too.
  const inner = element('svg', { x: plane.left, y: plane.top, ...size, class: 'field' }, field.draw(size));
  return { width, height: plane.height, body: [key.body, plane.body, inner, pointMarks(data, names, plane)].join('') };
}

function pointMarks({ points, joined = false }: BoundaryChartData, { names, placeOf }: Parts['names'], plane: Plane): string {
  const shown = points.filter(({ x, y }) => isShown(x, plane.x) && isShown(y, plane.y));
  const way = line<ScatterPoint>(({ x }) => plane.x.at(x), ({ y }) => plane.y.at(y)).digits(1);
  const ways = !joined ? [] : names.map((_, index) => element('path', { class: 'line', d: way(shown.filter(point => placeOf(point) === index)) ?? '', stroke: seriesColour(index), 'stroke-width': 1.5 }));
  const marks = shown.map(point => {
    const title = element('title', {}, escapeText(`${point.label}: ${numberText(point.x)}, ${numberText(point.y)}`));
    return marker(placeOf(point), plane.x.at(point.x), plane.y.at(point.y), { title, outlined: true });
  });
  return [...ways, ...marks].join('');
}
