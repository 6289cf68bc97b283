import { svgElement } from '../charts/svgOf.ts';
import type { Chart } from '../charts/chart.ts';
import { element, escapeText } from '../charts/markup.ts';
import type { Block, Table } from './report.ts';

/** Pixels that each chart is drawn for; the page shows the widest that has room. */
export const chartWidths = [320, 560, 920] as const;

/** A block as HTML. */
export function blockMarkup(block: Block): string {
  switch (block.kind) {
    case 'text': return element('p', {}, inline(block.text));
    case 'verdict': return element('p', { class: `verdict ${block.passed ? 'passed' : 'failed'}` }, element('strong', {}, block.passed ? '✓ ' : '✗ '), inline(block.text));
    case 'list': return element('ul', {}, ...block.items.map(item => element('li', {}, inline(item))));
    case 'facts': return element('dl', {}, ...block.facts.map(([name, text]) => element('div', {}, element('dt', {}, escapeText(name)), element('dd', {}, inline(text)))));
    case 'code': return element('pre', scrolling('command'), element('code', {}, escapeText(block.text)));
    case 'chart': return chartMarkup(block.chart);
    case 'table': return tableMarkup(block);
  }
}

function chartMarkup(chart: Chart): string {
  const drawn = chartWidths.map(width => element('div', { class: `width-${width}` }, svgElement(chart, chart.draw(width))));
  return element('figure', {}, element('figcaption', {}, escapeText(chart.title)), ...drawn);
}

function tableMarkup({ caption, columns, rows }: Table): string {
  const sideOf = (column: number) => (columns[column]?.numeric === true ? 'number' : undefined);
  const head = columns.map(({ title }, column) => element('th', { scope: 'col', class: sideOf(column) }, escapeText(title)));
  const body = rows.map(row => element('tr', {}, ...row.map((cell, column) => (column === 0 ? element('th', { scope: 'row' }, inline(cell)) : element('td', { class: sideOf(column) }, inline(cell))))));
  const table = element('table', {}, element('caption', {}, escapeText(caption)), element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...body));
  return element('div', scrolling(caption), table);
}

/** A box that scrolls by itself, which a keyboard must be able to reach. */
function scrolling(label: string) {
  return { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label };
}

/** Text with what stands between backticks as code. */
function inline(text: string): string {
  return text.split('`').map((part, index) => (index % 2 === 1 ? element('code', {}, escapeText(part)) : escapeText(part))).join('');
}
