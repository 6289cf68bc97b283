import { element } from './markup.ts';
import { colour, seriesColour } from './palette.ts';

/** The values of the faintest and the strongest colour, and whether those below 0 have a colour of their own. */
export interface PixelColours {
  readonly range: readonly [number, number];
  readonly diverging: boolean;
}

/** Shades of a colour: more are not told apart. */
const shades = 24;

/** An image, a unit a pixel, row by row from the top: a path a shade, of runs of pixels that share it. It follows the reader's theme, and stays sharp at any size. */
export function pixels(values: ArrayLike<number>, width: number, colours: PixelColours): string {
  const runs = new Map<number, string>();
  const shadeAt = (index: number) => shadeOf(values[index] ?? Number.NaN, colours);
  for (let start = 0, end = 0; start < values.length; start = end) {
    const shade = shadeAt(start);
    for (end = start + 1; end % width !== 0 && shadeAt(end) === shade;) end++;
    if (shade !== 0) runs.set(shade, `${runs.get(shade) ?? ''}M${start % width} ${Math.floor(start / width)}h${end - start}`);
  }
  const paths = [...runs].map(([shade, d]) => element('path', { class: 'pixels', d, stroke: strokeOf(shade, colours), 'stroke-opacity': Math.abs(shade) / shades }));
  return element('g', { transform: 'translate(0 0.5)', 'shape-rendering': 'crispEdges', fill: 'none' }, ...paths);
}

/** From 0, which is not drawn, to the number of shades; below 0 for values below 0 where they have a colour of their own. */
function shadeOf(value: number, { range: [low, high], diverging }: PixelColours): number {
  if (!Number.isFinite(value)) return 0;
  const share = diverging ? value / Math.max(-low, high) : (value - low) / (high - low || 1);
  return Math.round(shades * Math.min(1, Math.max(diverging ? -1 : 0, share))) || 0;
}

function strokeOf(shade: number, { diverging }: PixelColours): string {
  if (!diverging) return colour('text');
  return seriesColour(shade < 0 ? 1 : 0);
}
