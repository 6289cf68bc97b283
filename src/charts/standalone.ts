import { chartStyle } from './chartStyle.ts';
import { element } from './markup.ts';
import { colour, palette, withColours } from './palette.ts';

/** The style element of dark colours begins and ends so. */
const [darkStart, darkEnd] = ['<style>@media (prefers-color-scheme:dark){', '}</style>'];

/** A drawing with the styles of an SVG file. Colours are written out, light ones where a program knows no media queries: many that show SVG know no CSS variables either. */
export function standalone(drawing: string): string {
  const names = Object.keys(palette.light).filter(name => drawing.includes(`="${colour(name)}"`));
  const rules = names.flatMap(name => ['fill', 'stroke'].map(attribute => `.chart [${attribute}="${palette.light[name] ?? ''}"]{${attribute}:${palette.dark[name] ?? ''}}`));
  return element('style', {}, withColours(chartStyle, 'light')) + darkStart + rules.join('') + withColours(chartStyle, 'dark') + darkEnd + withColours(drawing, 'light');
}

/** An SVG file of `standalone` whose dark colours hold for every reader. */
export function darkened(svg: string): string {
  const start = svg.indexOf(darkStart);
  const end = svg.indexOf(darkEnd, start);
  return start < 0 ? svg : `${svg.slice(0, start)}<style>${svg.slice(start + darkStart.length, end)}${svg.slice(end + darkEnd.length - '</style>'.length)}`;
}
