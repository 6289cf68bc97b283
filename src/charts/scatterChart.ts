import type { Chart, Drawing } from './chart.ts';
import { groupsOf } from './groups.ts';
import { legend } from './legend.ts';
import { marker } from './marker.ts';
import { element, escapeText } from './markup.ts';
import { counted, numberText } from './numberText.ts';
import { colour } from './palette.ts';
import { isShown, planeOf } from './plane.ts';
import type { Axis, Plane } from './plane.ts';

/** A point of a scatter chart. */
export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  /** Points of a group share a colour and a marker. */
  readonly group?: string | undefined;
}

/** What a scatter chart shows. */
export interface ScatterChartData {
  readonly title: string;
  /** For readers who do not see the chart. Default: the axes, and how many points there are. */
  readonly description?: string | undefined;
  readonly x: Axis;
  readonly y: Axis;
  readonly points: readonly ScatterPoint[];
  /** Draws the line on which x and y are equal, and gives both axes one domain. Default: false. */
  readonly diagonal?: boolean | undefined;
}

/**
 * Points over two axes. A point that an axis cannot show, as 0 on a logarithmic one, is left out and counted in the description.
 *
 * ```ts
 * import { scatterChart, svgOf } from 'chainrule/charts';
 *
 * const points = [{ x: 0.5, y: 0.5, label: 'dense/kernel' }, { x: 0.02, y: 0.04, label: 'dense/bias' }];
 * console.log(svgOf(scatterChart({ title: 'By hand against differences', x: { label: '|by differences|' }, y: { label: '|by hand|' }, points, diagonal: true })));
 * ```
 */
export function scatterChart(data: ScatterChartData): Chart {
  const { title, points, x, y } = data;
  const { plane } = scattered(data, 720);
  const left = points.filter(point => !isOn(plane, point)).length;
  const description = data.description ?? `${y.label} over ${x.label}, ${counted(points.length, 'point')}${left === 0 ? '' : `, of which ${left} cannot be shown on a logarithmic axis`}.`;
  return { title, description, draw: width => drawPoints(data, width) };
}

function drawPoints(data: ScatterChartData, width: number): Drawing {
  const { plane, key, groups } = scattered(data, width);
  const marks = data.points.filter(point => isOn(plane, point)).map(point => {
    const title = element('title', {}, escapeText(`${point.label}: ${numberText(point.x)}, ${numberText(point.y)}`));
    return marker(groups.placeOf(point), plane.x.at(point.x), plane.y.at(point.y), { title });
  });
  return { width, height: plane.height, body: [key, plane.body, data.diagonal === true ? diagonalOf(plane) : '', ...marks].join('') };
}

function scattered({ x, y, points, diagonal = false }: ScatterChartData, width: number) {
  const groups = groupsOf(points);
  const key = legend(groups.names.map((name, index) => ({ name, mark: (left, top) => marker(index, left, top, { mark: false }) })), width);
  const [across, up] = [points.map(point => point.x), points.map(point => point.y)];
  const values = diagonal ? [[...across, ...up], [...across, ...up]] as const : [across, up] as const;
  return { groups, key: key.body, plane: planeOf({ axis: x, values: values[0] }, { axis: y, values: values[1] }, width, { head: key.height }) };
}

function isOn({ x, y }: Plane, point: ScatterPoint): boolean {
  return isShown(point.x, x) && isShown(point.y, y);
}

/** The line x = y, from where it enters the plot to where it leaves it. */
function diagonalOf({ x, y }: Plane): string {
  const [low, high] = [Math.max(x.domain[0], y.domain[0]), Math.min(x.domain[1], y.domain[1])];
  return element('line', { x1: x.at(low), y1: y.at(low), x2: x.at(high), y2: y.at(high), stroke: colour('muted'), 'stroke-dasharray': '4 4' });
}
