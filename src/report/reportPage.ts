import { element, escapeText } from '../charts/markup.ts';
import { themeStyle } from '../charts/palette.ts';
import { chartStyle } from '../charts/chartStyle.ts';
import { blockMarkup } from './blockMarkup.ts';
import { pageStyle } from './pageStyle.ts';
import type { Report, Section } from './report.ts';

/**
 * A report as one HTML page that needs nothing else: no script, no file beside it, and a policy that lets no request leave it.
 * It is light or dark as the reader's system is, and each chart is drawn for a phone, a tablet and a wide screen.
 *
 * ```ts
 * import { lineChart } from 'chainrule/charts';
 * import { reportPage } from 'chainrule/report';
 *
 * const chart = lineChart({ title: 'Loss', x: { label: 'epoch' }, y: { label: 'loss' }, series: [{ name: 'train', points: [{ x: 1, y: 0.9 }, { x: 2, y: 0.5 }] }] });
 * console.log(reportPage({ title: 'My run', sections: [{ heading: 'Training', blocks: [{ kind: 'text', text: 'It learns.' }, { kind: 'chart', chart }] }] }));
 * ```
 */
export function reportPage({ title, subtitle, sections }: Report): string {
  const head = [
    '<meta charset="utf-8">', '<meta name="viewport" content="width=device-width, initial-scale=1">', '<meta name="color-scheme" content="light dark">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:">', '<link rel="icon" href="data:,">',
    element('title', {}, escapeText(title)), element('style', {}, themeStyle(':root'), chartStyle, pageStyle),
  ];
  const heading = element('header', {}, element('h1', {}, escapeText(title)), subtitle === undefined ? '' : element('p', {}, escapeText(subtitle)));
  return `<!DOCTYPE html>\n<html lang="en"><head>${head.join('\n')}</head>\n<body><main>${[heading, ...sections.map(sectionMarkup)].join('\n')}</main></body></html>\n`;
}

function sectionMarkup({ heading, blocks }: Section): string {
  return element('section', {}, element('h2', {}, escapeText(heading)), ...blocks.map(blockMarkup));
}
