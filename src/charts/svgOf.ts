import { labelSize, tickSize } from './chart.ts';
import type { Chart, Drawing } from './chart.ts';
import { element, escapeText } from './markup.ts';
import { colour, themeStyle } from './palette.ts';
import { wrapped } from './textWidth.ts';

/** Space around a chart that stands alone, and the size and the height of a line of its heading. */
const [margin, headingSize, headingLine] = [16, 16, 22];

/**
 * A chart as an SVG file: heading, colours and surface of its own, light or dark as the reader's system is.
 *
 * `width` is in pixels, margins included; 320 is the least that charts are made for.
 *
 * ```ts
 * import { writeFileSync } from 'node:fs';
 * import { barChart, svgOf } from 'chainrule/charts';
 *
 * const chart = barChart({ title: 'Time of a step', axis: 'ms', bars: [{ label: 'native', value: 0.18 }, { label: 'typescript', value: 1.04 }] });
 * writeFileSync('times.svg', svgOf(chart, 720));
 * ```
 */
export function svgOf(chart: Chart, width = 720): string {
  const drawing = chart.draw(width - 2 * margin);
  const lines = wrapped(chart.title, width - 2 * margin, headingSize * 1.06);
  const top = margin + lines.length * headingLine + 6;
  const heading = lines.map((line, index) => element('text', { class: 'heading', x: margin, y: margin + headingSize + index * headingLine }, escapeText(line)));
  const height = top + drawing.height + margin;
  const body = [
    element('style', {}, themeStyle('.chart'), chartStyle),
    element('rect', { width, height, fill: colour('surface') }), ...heading, element('g', { transform: `translate(${margin} ${top})` }, drawing.body),
  ].join('');
  return svgElement(chart, { width, height, body });
}

/** A drawing as an `svg` element, which takes its colours and its style from the page that it stands in. */
export function svgElement({ title, description }: Chart, { width, height, body }: Drawing): string {
  const size = { width, height, viewBox: `0 0 ${width} ${Math.round(height * 100) / 100}` };
  return element('svg', { xmlns: 'http://www.w3.org/2000/svg', class: 'chart', role: 'img', ...size },
    element('title', {}, escapeText(title)), element('desc', {}, escapeText(description)), body);
}

/** The fonts of charts and pages: the reader's own. */
export const fontFamily = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/** The style of what charts are made of. */
export const chartStyle = [
  `.chart text{font-family:${fontFamily};font-size:${tickSize}px;fill:${colour('muted')};font-variant-numeric:tabular-nums}`,
  `.chart .label{font-size:${labelSize}px;fill:${colour('text')}}`,
  `.chart .heading{font-size:${headingSize}px;font-weight:600;fill:${colour('text')}}`,
  `.chart .grid{stroke:${colour('grid')}}.chart .axis{stroke:${colour('axis')}}.chart .reference{stroke:${colour('text')};stroke-width:1.5}`,
  `.chart .whisker{stroke:${colour('text')};stroke-width:1.5;fill:none}.chart .line{fill:none;stroke-linejoin:round}`,
].join('');
