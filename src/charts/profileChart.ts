import { bottomAxis, bottomAxisHeight } from './axis.ts';
import { tickSize } from './chart.ts';
import type { Chart, Drawing } from './chart.ts';
import { described } from './described.ts';
import { legend, swatch } from './legend.ts';
import { element, escapeText } from './markup.ts';
import { millisecondsText, shareText } from './numberText.ts';
import { seriesColour } from './palette.ts';
import { layoutRows } from './rows.ts';
import type { RowLayout } from './rows.ts';
import { fromZero, labelsApart, mostTicks, scaleOver } from './scale.ts';
import { textWidth } from './textWidth.ts';

/** The time of one operation of a layer. */
export interface ProfilePart {
  readonly layer: string;
  readonly operation: string;
  /** The part of the step: `forward`, `backward`, `update`, `rest`. */
  readonly pass: string;
  readonly milliseconds: number;
}

/** What a profile shows. */
export interface ProfileChartData {
  readonly title: string;
  /** For readers who do not see the chart. Default: the share of each layer. */
  readonly description?: string | undefined;
  /** Layers stand in the order in which they first occur, operations within a layer by pass. */
  readonly parts: readonly ProfilePart[];
}

interface Segment {
  readonly part: ProfilePart;
  /** Milliseconds of the row before it. */
  readonly start: number;
}

/** The order of passes; others follow. */
const passOrder = ['forward', 'backward', 'update', 'rest'];
/** A segment of fewer pixels has no gap to its neighbour, which would hide it. */
const leastForGap = 4;

/**
 * Where the time of a step goes: first the step as a whole by passes, then a row a layer, an operation as wide as the time it takes, its colour that of its pass.
 *
 * Times are milliseconds, at least 0. Shares are of the sum of all parts.
 *
 * ```ts
 * import { profileChart, svgOf } from 'chainrule/charts';
 *
 * const parts = [
 *   { layer: 'dense', operation: 'matMul', pass: 'forward', milliseconds: 0.08 },
 *   { layer: 'dense', operation: 'matMul', pass: 'backward', milliseconds: 0.15 },
 * ];
 * console.log(svgOf(profileChart({ title: 'A step', parts })));
 * ```
 */
export function profileChart(data: ProfileChartData): Chart {
  const total = sum(data.parts);
  const layers = [...byLayerOf(data.parts)].map(([layer, parts]) => `${layer} ${shareText(sum(parts) / total)}`);
  return { title: data.title, description: data.description ?? `${millisecondsText(total)} a step: ${described(layers)}`, draw: width => drawProfile(data, width) };
}

function drawProfile({ parts }: ProfileChartData, width: number): Drawing {
  const total = sum(parts);
  const passes = [...new Set([...passOrder, ...parts.map(({ pass }) => pass)])].filter(pass => parts.some(part => part.pass === pass));
  const ofPass = passes.map(pass => ({ layer: 'the step', operation: pass, pass, milliseconds: sum(parts.filter(part => part.pass === pass)) }));
  const key = legend(ofPass.map(({ pass, milliseconds }, index) => ({ name: `${pass} ${millisecondsText(milliseconds)}, ${shareText(milliseconds / total)}`, mark: swatch(seriesColour(index)) })), width);
  const strip = stripOf(ofPass, passes, width, key.height);
  const byLayer = [...byLayerOf(parts)];
  const rows = layoutRows(byLayer.map(([label, own]) => ({ label, figure: `${millisecondsText(sum(own))} ${shareText(sum(own) / total).padStart(5, ' ')}` })), width, key.height + 34);
  const scale = scaleOver('linear', fromZero(byLayer.map(([, own]) => sum(own))), [rows.left, rows.right], mostTicks(rows.left, rows.right), labelsApart);
  const drawn = byLayer.flatMap(([, own], row) => segmentsOf(own, passes).map(segment => segmentMark(segment, passes, scale.at, { ...rows, y: rows.middle(row) })));
  const body = [key.body, strip, bottomAxis(scale, axisTitle, { ...rows, width }), ...drawn, rows.texts].join('');
  return { width, height: rows.bottom + bottomAxisHeight(axisTitle, width), body };
}

const axisTitle = 'ms a step';

/** The whole step over the whole width. */
function stripOf(ofPass: readonly ProfilePart[], passes: readonly string[], width: number, top: number): string {
  const total = sum(ofPass) || 1;
  return segmentsOf(ofPass, passes).map(segment => segmentMark(segment, passes, milliseconds => milliseconds / total * width, { barHeight: 22, y: top + 11 })).join('');
}

function segmentsOf(parts: readonly ProfilePart[], passes: readonly string[]): readonly Segment[] {
  const ordered = parts.toSorted((left, right) => passes.indexOf(left.pass) - passes.indexOf(right.pass) || right.milliseconds - left.milliseconds);
  let start = 0;
  return ordered.map(part => {
    const segment = { part, start };
    start += part.milliseconds;
    return segment;
  });
}

function segmentMark({ part, start }: Segment, passes: readonly string[], at: (milliseconds: number) => number, { barHeight, y }: Pick<RowLayout, 'barHeight'> & { readonly y: number }): string {
  const [from, to] = [at(start), at(start + part.milliseconds)];
  const extent = Math.max(0.2, to - from - (to - from >= leastForGap ? 1 : 0));
  const { layer, operation, pass, milliseconds } = part;
  const title = `${layer}: ${operation === pass ? pass : `${operation}, ${pass}`}, ${millisecondsText(milliseconds)}`;
  const mark = element('rect', { class: 'mark', x: from, y: y - barHeight / 2, width: extent, height: barHeight, fill: seriesColour(passes.indexOf(pass)) });
  const fits = textWidth(operation, tickSize) + 8 <= extent;
  const name = fits ? element('text', { class: 'within on-series', x: from + extent / 2, y: y + 4, 'text-anchor': 'middle' }, escapeText(operation)) : '';
  return element('g', {}, element('title', {}, escapeText(title)), mark, name);
}

function byLayerOf(parts: readonly ProfilePart[]): ReadonlyMap<string, readonly ProfilePart[]> {
  const layers = new Map<string, ProfilePart[]>();
  for (const part of parts) layers.set(part.layer, [...layers.get(part.layer) ?? [], part]);
  return layers;
}

function sum(parts: readonly ProfilePart[]): number {
  return parts.reduce((total, { milliseconds }) => total + milliseconds, 0);
}
