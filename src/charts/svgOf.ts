import { headingSize } from './chartStyle.ts';
import type { Chart, Drawing } from './chart.ts';
import { element, escapeText } from './markup.ts';
import { colour } from './palette.ts';
import { standalone } from './standalone.ts';
import { wrapped } from './textWidth.ts';

/** Space around a chart that stands alone, and the height of a line of its heading. */
const [margin, headingLine] = [16, 22];

/**
 * A chart as an SVG file: heading, colours and surface of its own, light or dark as the reader's system is. Programs that know no media queries show the light ones.
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
    element('rect', { width, height, fill: colour('surface') }), ...heading, element('g', { transform: `translate(${margin} ${top})` }, drawing.body),
  ].join('');
  return svgElement(chart, { width, height, body: standalone(body) });
}

/** A drawing as an `svg` element, which takes its colours and its style from the page that it stands in. */
export function svgElement({ title, description }: Chart, { width, height, body }: Drawing): string {
  const size = { width, height, viewBox: `0 0 ${width} ${Math.round(height * 100) / 100}` };
  return element('svg', { xmlns: 'http://www.w3.org/2000/svg', class: 'chart', role: 'img', ...size },
    element('title', {}, escapeText(title)), element('desc', {}, escapeText(description)), body);
}
