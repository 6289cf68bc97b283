import { labelSize, wideFrom } from './chart.ts';
import { element, escapeText } from './markup.ts';
import { shortened, textWidth } from './textWidth.ts';

/** A row's name, and the figure that is written out beside its mark. */
export interface Row {
  readonly label: string;
  readonly figure: string;
}

/** Where the rows of a chart stand. */
export interface RowLayout {
  /** The ends of the plot, in pixels from the left. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The height of a bar, and the middle of that of a row. */
  readonly barHeight: number;
  middle(index: number): number;
  /** Labels and figures. */
  readonly texts: string;
}

const gap = 10;
/** The largest share of a wide chart that labels take. */
const labelShare = 0.38;

/** Rows below each other: on a wide chart label, plot and figure side by side, on a narrow one label and figure above the plot. */
export function layoutRows(rows: readonly Row[], width: number, top: number): RowLayout {
  return width >= wideFrom ? besideEachOther(rows, width, top) : aboveEachOther(rows, width, top);
}

function besideEachOther(rows: readonly Row[], width: number, top: number): RowLayout {
  const [height, barHeight] = [28, 16];
  const labelWidth = Math.min(widest(rows.map(({ label }) => label)), width * labelShare);
  const figureWidth = widest(rows.map(({ figure }) => figure));
  const middle = (index: number) => top + (index + 0.5) * height;
  const texts = rows.map(({ label, figure }, index) => [
    labelText(label, labelWidth, { x: labelWidth, y: middle(index) + 5, 'text-anchor': 'end' }), text(figure, { x: width, y: middle(index) + 5, 'text-anchor': 'end' }),
  ].join('')).join('');
  return { left: labelWidth + gap, right: width - figureWidth - gap, top, bottom: top + rows.length * height, barHeight, middle, texts };
}

function aboveEachOther(rows: readonly Row[], width: number, top: number): RowLayout {
  const [height, barHeight, inset] = [44, 14, 4];
  const texts = rows.map(({ label, figure }, index) => {
    const [y, figureWidth] = [top + index * height + 15, textWidth(figure, labelSize)];
    return labelText(label, width - figureWidth - gap, { x: 0, y }) + text(figure, { x: width, y, 'text-anchor': 'end' });
  }).join('');
  return { left: inset, right: width - inset, top, bottom: top + rows.length * height, barHeight, middle: index => top + index * height + 29, texts };
}

/** A label that is shortened tells the whole when it is pointed at. */
function labelText(label: string, room: number, place: Readonly<Record<string, string | number>>): string {
  const short = shortened(label, room, labelSize);
  return element('text', { class: 'label', ...place }, escapeText(short), short === label ? '' : element('title', {}, escapeText(label)));
}

function text(content: string, place: Readonly<Record<string, string | number>>): string {
  return element('text', { class: 'label', ...place }, escapeText(content));
}

function widest(texts: readonly string[]): number {
  return Math.ceil(Math.max(0, ...texts.map(each => textWidth(each, labelSize))));
}
