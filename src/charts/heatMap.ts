import { labelSize, tickSize } from './chart.ts';
import type { Chart, Drawing } from './chart.ts';
import { element, escapeText } from './markup.ts';
import { counted, numberText } from './numberText.ts';
import { colour } from './palette.ts';
import { domainOf } from './scale.ts';
import type { ScaleKind } from './scale.ts';
import { shortened, textWidth } from './textWidth.ts';

/** What a heat map shows. */
export interface HeatMapData {
  readonly title: string;
  /** For readers who do not see the chart. Default: its size, and the least and the largest value. */
  readonly description?: string | undefined;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** One list a row. */
  readonly values: readonly (readonly number[])[];
  /** What the rows and the columns are: `true class`, `predicted class`. */
  readonly rowName?: string | undefined;
  readonly columnName?: string | undefined;
  readonly figure?: ((value: number) => string) | undefined;
  /** Whether strength follows the value or its logarithm. Default: `linear`. */
  readonly scale?: ScaleKind | undefined;
  /** Larger values are wrong: they have a colour of their own. */
  readonly limit?: number | undefined;
}

/** The faintest and the strongest colour of a cell. */
const [faintest, strongest] = [0.06, 1];
/** From this strength on a cell's text has the colour of the surface. */
export const darkFrom = 0.62;
const gap = 2;
/** Where there is a limit, what is less than this share of it has the faintest colour, and what just keeps it this strength: all that is right looks calm. */
const [leastOfLimit, strongestRight] = [1e-3, 0.4];
/** Pixels of a turned column name. */
const longestName = 110;
/** Sizes of the text within cells, of which the largest is taken that fits. */
const figureSizes = [tickSize, 10, 9];

/**
 * A table of numbers, each cell the stronger in colour the larger its value. Figures are written into the cells where they have room.
 *
 * `values` has a list a row, each with a number a column. NaN has a cell without colour; ∞ counts as the largest number, −∞ as the least.
 *
 * ```ts
 * import { heatMap, svgOf } from 'chainrule/charts';
 *
 * const classes = ['cat', 'dog'];
 * console.log(svgOf(heatMap({ title: 'Confusion', rows: classes, columns: classes, rowName: 'true class', columnName: 'predicted class', values: [[9, 1], [2, 8]], figure: String })));
 * ```
 */
export function heatMap(data: HeatMapData): Chart {
  const { title, rows, columns, rowName, columnName, figure = numberText } = data;
  const [low, high] = domainOf(data.values.flat(), 'linear');
  const description = data.description ?? `${counted(rows.length, 'row')}${inBrackets(rowName)} by ${counted(columns.length, 'column')}${inBrackets(columnName)}, values from ${figure(low)} to ${figure(high)}.`;
  return { title, description, draw: width => drawCells(data, width) };
}

function inBrackets(name: string | undefined): string {
  return name === undefined ? '' : ` (${name})`;
}

function drawCells(data: HeatMapData, width: number): Drawing {
  const { rows, columns, values } = data;
  const grid = gridOf(data, width);
  const { left, top, cellWidth, cellHeight } = grid;
  const head = columns.map((column, index) => columnLabel(column, left + (index + 0.5) * cellWidth, top - 6, grid.upright));
  const labels = rows.map((row, index) => element('text', { class: 'label', x: left - 8, y: top + (index + 0.5) * cellHeight + 5, 'text-anchor': 'end' }, escapeText(shortened(row, left - 8, labelSize))));
  const strength = strengthOver(data);
  const cells = values.flatMap((line, row) => line.map((value, column) => cell(data, { row, column, value, strength: strength(value) }, grid)));
  const name = element('text', { x: 0, y: 13 }, escapeText(shortened(namesOf(data), width, tickSize)));
  return { width, height: top + rows.length * cellHeight, body: [name, ...head, ...labels, ...cells].join('') };
}

interface Grid {
  readonly left: number;
  readonly top: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Whether the columns' names are turned, for want of room. */
  readonly upright: boolean;
}

function gridOf(data: HeatMapData, width: number): Grid {
  const left = Math.min(Math.ceil(Math.max(0, ...data.rows.map(row => textWidth(row, labelSize)))), width * 0.35) + 8;
  const cellWidth = Math.min(110, (width - left) / Math.max(1, data.columns.length));
  const widest = Math.max(0, ...data.columns.map(column => textWidth(column, tickSize)));
  const upright = widest + 4 > cellWidth;
  const top = (namesOf(data) === '' ? 0 : 22) + (upright ? Math.min(longestName, widest) + 8 : 20);
  return { left, top, cellWidth, cellHeight: Math.min(36, Math.max(20, cellWidth)), upright };
}

/** What the rows and the columns are, in a line. */
function namesOf({ rowName, columnName }: HeatMapData): string {
  return [...rowName === undefined ? [] : [`rows: ${rowName}`], ...columnName === undefined ? [] : [`columns: ${columnName}`]].join(', ');
}

function columnLabel(column: string, x: number, y: number, upright: boolean): string {
  const text = escapeText(shortened(column, longestName, tickSize));
  if (!upright) return element('text', { x, y, 'text-anchor': 'middle' }, text);
  return element('text', { transform: `translate(${(x + 4).toFixed(1)} ${y.toFixed(1)}) rotate(-90)` }, text);
}

interface Cell {
  readonly row: number;
  readonly column: number;
  readonly value: number;
  readonly strength: number;
}

function cell({ rows, columns, limit = Number.POSITIVE_INFINITY, figure = numberText }: HeatMapData, { row, column, value, strength }: Cell, { left, top, cellWidth, cellHeight }: Grid): string {
  const [x, y, text] = [left + column * cellWidth, top + row * cellHeight, figure(value)];
  const title = element('title', {}, escapeText(`${rows[row] ?? ''}, ${columns[column] ?? ''}: ${text}`));
  const mark = element('rect', { class: 'mark', x: x + gap / 2, y: y + gap / 2, width: cellWidth - gap, height: cellHeight - gap, rx: 2, fill: colour(value > limit ? 'bad' : 'heat'), 'fill-opacity': strength });
  const size = figureSizes.find(each => textWidth(text, each) + 2 * gap <= cellWidth);
  const name = `within ${strength >= darkFrom ? 'on-heat' : 'caption'}`;
  return element('g', {}, title, mark, size === undefined ? '' : element('text', { class: name, x: x + cellWidth / 2, y: y + cellHeight / 2 + 4, 'text-anchor': 'middle', style: `font-size:${size}px` }, escapeText(text)));
}

/** How strong the colour of a value is: among all values, or where there is a limit against that. */
function strengthOver({ values, scale = 'linear', limit }: HeatMapData): (value: number) => number {
  const along = (value: number) => (scale === 'log' ? Math.log(value) : value);
  const domain = domainOf(values.flat(), scale);
  const [low, high] = limit === undefined ? [along(domain[0]), along(domain[1])] : [along(Math.max(domain[0], limit * leastOfLimit)), along(limit)];
  return value => {
    if (Number.isNaN(value)) return 0;
    const share = high > low ? (along(value) - low) / (high - low) : 0;
    if (limit !== undefined && value > limit) return strongest;
    return faintest + ((limit === undefined ? strongest : strongestRight) - faintest) * Math.min(1, Math.max(0, share));
  };
}
