import { ConfigError } from '../errors.ts';
import { inNode } from '../platform/node.ts';
import { palette } from './palette.ts';
import type { Theme } from './palette.ts';
import { darkened } from './standalone.ts';

/** How a picture looks. */
export interface PngOptions {
  /** Default: `light`. */
  readonly theme?: Theme;
  /** Fonts for text beside those of the system, as paths of files. */
  readonly fontFiles?: readonly string[];
}

/**
 * A picture of an SVG text as the bytes of a PNG file, by the package `@resvg/resvg-js`, in Node alone.
 *
 * `width`: whole pixels, from 1 to 16384; twice the width that a chart was drawn for is sharp on any screen.
 *
 * Throws a ConfigError in a browser, where the package is not installed, where the machine has no font, for another width, and for a text that is no SVG.
 *
 * ```ts
 * import { writeFileSync } from 'node:fs';
 * import { barChart, pngOf, svgOf } from 'chainrule/charts';
 *
 * const chart = barChart({ title: 'Time of a step', axis: 'ms', bars: [{ label: 'native', value: 0.18 }, { label: 'typescript', value: 1.04 }] });
 * writeFileSync('times.png', await pngOf(svgOf(chart, 720), 1440, { theme: 'dark' }));
 * ```
 */
export async function pngOf(svg: string, width: number, { theme = 'light', fontFiles = [] }: PngOptions = {}): Promise<Uint8Array> {
  if (!Number.isInteger(width) || width < 1 || width > 16_384) throw new ConfigError('a picture cannot have this width', { where: 'width', got: String(width), expected: 'whole pixels from 1 to 16384' });
  const { Resvg } = await loadResvg();
  const font = { loadSystemFonts: true, fontFiles: [...fontFiles] };
  if (svg.includes('<text')) requireFont(new Resvg(letter, { font }));
  try {
    return new Resvg(theme === 'dark' ? darkened(svg) : svg, { font, background: palette[theme]['surface'] ?? 'white', fitTo: { mode: 'width', value: width } }).render().asPng();
  } catch (error) {
    throw new ConfigError('this text cannot be drawn', { where: 'svg', got: `${svg.slice(0, 60)}${svg.length > 60 ? '…' : ''}`, expected: `an SVG element (${String(error)})` }, { cause: error });
  }
}

/** Throws the ConfigError that `pngOf` would throw here for any chart: before minutes are spent on what is to be drawn. */
export async function requirePictures(): Promise<void> {
  await pngOf(letter, 20);
}

/** Drawn where there is a font. */
const letter = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="16" font-family="sans-serif">M</text></svg>';

function requireFont(drawn: { getBBox(): unknown }): void {
  if (drawn.getBBox() !== undefined) return;
  throw new ConfigError('this machine has no font for the text of a picture', { next: 'install one (on Debian `apt-get install fonts-dejavu-core`), or name its file in `fontFiles`' });
}

async function loadResvg(): Promise<typeof import('@resvg/resvg-js')> {
  if (!inNode()) throw new ConfigError('a PNG is made in Node alone', { got: 'a browser', next: 'save the SVG, which every browser shows' });
  try {
    return await import('@resvg/resvg-js');
  } catch (error) {
    throw new ConfigError('a PNG needs the package @resvg/resvg-js, which is not installed', { next: 'npm install @resvg/resvg-js, or save the SVG' }, { cause: error });
  }
}
