import { palette, withColours } from '../charts/palette.ts';
import type { Theme } from '../charts/palette.ts';
import { ConfigError } from '../errors.ts';
import { inNode } from '../platform/node.ts';

export interface PngOptions {
  /** Default: `light`. */
  readonly theme?: Theme;
  /** Fonts for text beside those of the system, as paths of files. */
  readonly fontFiles?: readonly string[];
}

/**
 * A picture of an SVG text as the bytes of a PNG file, `width` pixels wide: of a chart that was drawn for a width, twice that width is sharp on any screen.
 *
 * Throws a ConfigError where `@resvg/resvg-js` is not installed, which makes the picture, where no font is, and for a text that is no SVG.
 */
export async function pngOf(svg: string, width: number, { theme = 'light', fontFiles = [] }: PngOptions = {}): Promise<Uint8Array> {
  if (!Number.isInteger(width) || width < 1 || width > 16_384) throw new ConfigError('a picture cannot have this width', { where: 'width', got: String(width), expected: 'whole pixels from 1 to 16384' });
  const { Resvg } = await loadResvg();
  const font = { loadSystemFonts: true, fontFiles: [...fontFiles] };
  if (svg.includes('<text') && new Resvg(letter, { font }).getBBox() === undefined) throw new ConfigError('this machine has no font for the text of a picture', { next: 'install one (on Debian `apt-get install fonts-dejavu-core`), or name its file in `fontFiles`' });
  try {
    return new Resvg(withColours(svg, theme), { font, background: palette[theme]['surface'] ?? 'white', fitTo: { mode: 'width', value: width } }).render().asPng();
  } catch (error) {
    throw new ConfigError('this text cannot be drawn', { where: 'svg', got: `${svg.slice(0, 60)}${svg.length > 60 ? '…' : ''}`, expected: `an SVG element (${String(error)})` }, { cause: error });
  }
}

/** Drawn where there is a font. */
const letter = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="16" font-family="sans-serif">M</text></svg>';

async function loadResvg(): Promise<typeof import('@resvg/resvg-js')> {
  if (!inNode()) throw new ConfigError('a PNG is made in Node alone', { got: 'a browser', next: 'save the SVG, which every browser shows' });
  try {
    return await import('@resvg/resvg-js');
  } catch (error) {
    throw new ConfigError('a PNG needs the package @resvg/resvg-js, which is not installed', { next: 'npm install @resvg/resvg-js, or save the SVG' }, { cause: error });
  }
}
