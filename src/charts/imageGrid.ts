import { ConfigError } from '../errors.ts';
import { centredText } from './axis.ts';
import { tickSize } from './chart.ts';
import type { Chart, Drawing } from './chart.ts';
import { described } from './described.ts';
import { element, escapeText } from './markup.ts';
import { counted, numberText } from './numberText.ts';
import { pixels } from './pixels.ts';
import type { PixelColours } from './pixels.ts';
import { domainOf } from './scale.ts';
import { shortened, textWidth } from './textWidth.ts';

/** An image of an image grid. */
export interface GridImage {
  /** Row by row from the top, `width` · `height` numbers. */
  readonly values: ArrayLike<number>;
  /** What stands below it: `5, taken for 3`. */
  readonly caption?: string | undefined;
}

/** What an image grid shows. */
export interface ImageGridData {
  readonly title: string;
  /** For readers who do not see the chart. Default: how many images there are, their size and their captions. */
  readonly description?: string | undefined;
  /** Of each image, in pixels of its own. */
  readonly width: number;
  readonly height: number;
  readonly images: readonly GridImage[];
  /** `ink`: from the surface at the least value to the colour of text at the largest; `diverging`: 0 has the colour of the surface. Default: `diverging` where a value is below 0. */
  readonly colours?: 'ink' | 'diverging' | undefined;
  /** The values of the faintest and the strongest colour; `each`: each image has its own. Default: those of all images. */
  readonly range?: readonly [number, number] | 'each' | undefined;
  /** About how wide each image is drawn. Default: 84 pixels. */
  readonly size?: number | undefined;
}

const [gap, captionHeight, longestCaption] = [12, 18, 120];
/** Width and height of the bar that tells what the colours mean, and the pixels above the images that it takes. */
const [barWidth, barHeight, headHeight, barCells] = [96, 10, 26, 16];

/**
 * Images given as numbers, beside each other and below each other as the width allows: digits, the weights of a first layer. Pixels are square and sharp.
 *
 * A value that is not finite has no colour; one beyond `range` has that of its end. Throws a ConfigError for an image without `width` · `height` values.
 *
 * ```ts
 * import { imageGrid, svgOf } from 'chainrule/charts';
 *
 * const images = [{ values: [0, 1, 1, 0], caption: 'rising' }, { values: [1, 0, 0, 1], caption: 'falling' }];
 * console.log(svgOf(imageGrid({ title: 'Two patterns', width: 2, height: 2, images })));
 * ```
 */
export function imageGrid(data: ImageGridData): Chart {
  const { title, width, height, images } = data;
  for (const [index, { values }] of images.entries()) requireSize(values.length, index, data);
  const captions = images.flatMap(({ caption }) => (caption === undefined ? [] : [caption]));
  const description = data.description ?? `${counted(images.length, 'image')} of ${width} by ${height} pixels${captions.length === 0 ? '.' : `: ${described(captions)}`}`;
  return { title, description, draw: drawn => drawImages(data, drawn) };
}

function requireSize(length: number, index: number, { width, height }: ImageGridData): void {
  if (length === width * height) return;
  throw new ConfigError('an image has another size than its grid', { where: `images[${index}]`, got: counted(length, 'value'), expected: `${width * height}, of ${width} by ${height} pixels` });
}

function drawImages(data: ImageGridData, width: number): Drawing {
  const [layout, colours] = [layoutOf(data, width), coloursOf(data)];
  const { cell, columns, zoom, line } = layout;
  const marks = data.images.map((image, index) => {
    const [left, top] = [(index % columns) * cell + (cell - gap - data.width * zoom) / 2, headHeight + Math.floor(index / columns) * line];
    const range = data.range === 'each' ? rangeOf([image.values], colours.diverging) : colours.range;
    return imageMark(image, { x: Math.round(left), y: Math.round(top), width: data.width * zoom, height: data.height * zoom }, pixels(image.values, data.width, { ...colours, range }), { ...layout, width });
  });
  const rows = Math.ceil(data.images.length / columns);
  return { width, height: headHeight + rows * line - (rows > 0 ? gap : 0), body: [colourBar(data, colours, width), ...marks].join('') };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An image within its frame, and its caption below. */
function imageMark({ caption = '' }: GridImage, { x, y, width, height }: Box, drawn: string, { zoom, cell, width: whole }: Layout & { readonly width: number }): string {
  const image = element('g', { transform: `translate(${x} ${y}) scale(${Math.round(zoom * 1e4) / 1e4})` }, drawn);
  const short = shortened(caption, cell - gap / 2, tickSize);
  const text = caption === '' ? '' : centredText(short, x + width / 2, { y: y + height + 14, width: whole, name: 'caption' });
  return element('g', { class: 'image' }, element('title', {}, escapeText(caption)), frame({ x, y, width, height }), image, text);
}

function frame({ x, y, width, height }: Box): string {
  return element('rect', { class: 'grid', x: x - 0.5, y: y - 0.5, width: width + 1, height: height + 1, fill: 'none' });
}

interface Layout {
  readonly cell: number;
  readonly columns: number;
  /** Pixels of the drawing a pixel of an image. */
  readonly zoom: number;
  /** The height of a row of images with their captions. */
  readonly line: number;
}

/** A pixel of an image is a whole number of pixels where there is room for that. */
function layoutOf({ width: across, height: up, images, size = 84 }: ImageGridData, width: number): Layout {
  const exact = Math.min(size, width) / across;
  const zoom = exact >= 1 ? Math.max(1, Math.round(exact) * across > width ? Math.floor(exact) : Math.round(exact)) : exact;
  const captions = images.map(({ caption = '' }) => Math.min(longestCaption, textWidth(caption, tickSize) + 2));
  const cell = Math.min(width + gap, Math.max(across * zoom, ...captions) + gap);
  return { cell, zoom, columns: Math.max(1, Math.floor((width + gap) / cell)), line: up * zoom + gap + (images.some(({ caption = '' }) => caption !== '') ? captionHeight : 0) };
}

function coloursOf({ images, colours, range }: ImageGridData): PixelColours {
  const values = images.map(own => own.values);
  const diverging = colours === undefined ? values.some(own => Array.from(own).some(value => value < 0)) : colours === 'diverging';
  return { diverging, range: range === undefined || range === 'each' ? rangeOf(values, diverging) : range };
}

/** The ends of the colours: those of all values, or as far to each side of 0. */
function rangeOf(values: readonly ArrayLike<number>[], diverging: boolean): readonly [number, number] {
  const ends = values.map(own => domainOf(Array.from(own), 'linear'));
  const [low, high] = domainOf(ends.flat(), 'linear');
  const reach = Math.max(Math.abs(low), Math.abs(high)) || 1;
  return diverging ? [-reach, reach] : [low, high];
}

/** What the colours mean, at the top. */
function colourBar({ range: asked }: ImageGridData, { diverging, range }: PixelColours, width: number): string {
  const [low, high] = range;
  const [from, to] = asked === 'each' ? [diverging ? 'negative' : 'least', diverging ? 'positive, each image for itself' : 'largest of each image'] : [numberText(low), numberText(high)];
  const left = textWidth(from, tickSize) + 6;
  const steps = Array.from({ length: barCells }, (_, index) => low + (high - low) * (index / (barCells - 1)));
  const bar = element('g', { transform: `translate(${left.toFixed(1)} 3) scale(${barWidth / barCells} ${barHeight})` }, pixels(steps, barCells, { range, diverging }));
  const right = left + barWidth + 6;
  return [element('text', { x: 0, y: 12 }, escapeText(from)), frame({ x: left, y: 3, width: barWidth, height: barHeight }), bar, element('text', { x: right, y: 12 }, escapeText(shortened(to, width - right, tickSize)))].join('');
}
