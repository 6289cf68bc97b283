import { tickSize } from './chart.ts';
import { element, escapeText } from './markup.ts';
import { tickTexts } from './numberText.ts';
import type { Scale } from './scale.ts';
import { textWidth, wrapped } from './textWidth.ts';

/** Pixels of the ticks' labels below a horizontal axis, and of a line of its title. */
const [labelHeight, titleHeight] = [24, 16];

/** What an axis shows, and that its scale is logarithmic. */
export function axisTitle(label: string, { kind }: Pick<Scale, 'kind'>): string {
  return kind === 'log' ? `${label}, logarithmic` : label;
}

/** Pixels that a horizontal axis takes below the plot. */
export function bottomAxisHeight(title: string, width: number): number {
  return labelHeight + titleHeight * wrapped(title, width, tickSize).length;
}

/** A horizontal axis below a plot: gridlines over its height, labels that stay within the drawing, and what is measured. */
export function bottomAxis(scale: Scale, title: string, { top, bottom, width }: { readonly top: number; readonly bottom: number; readonly width: number }): string {
  const lines = scale.ticks.map(tick => element('line', { class: 'grid', x1: scale.at(tick), x2: scale.at(tick), y1: top, y2: bottom }));
  const texts = tickTexts(scale.ticks);
  const labels = scale.ticks.map((tick, index) => centredText(texts[index] ?? '', scale.at(tick), { y: bottom + 17, width }));
  const titles = wrapped(title, width, tickSize).map((line, index) => element('text', { x: width, y: bottom + labelHeight + 12 + index * titleHeight, 'text-anchor': 'end' }, escapeText(line)));
  return [...lines, ...labels, ...titles].join('');
}

/** Pixels that the labels of a vertical axis take to the left of the plot. */
export function leftAxisWidth(scale: Scale): number {
  return Math.ceil(Math.max(0, ...tickTexts(scale.ticks).map(text => textWidth(text, tickSize)))) + 8;
}

/** A text around a place, moved where it would leave the drawing; `name` is its class. */
export function centredText(text: string, x: number, { y, width, name }: { readonly y: number; readonly width: number; readonly name?: string }): string {
  const half = textWidth(text, tickSize) / 2;
  return element('text', { class: name, x: Math.min(Math.max(x, half), width - half), y, 'text-anchor': 'middle' }, escapeText(text));
}

/** A vertical axis to the left of a plot: gridlines over its width, and labels. */
export function leftAxis(scale: Scale, { left, right }: { readonly left: number; readonly right: number }): string {
  const lines = scale.ticks.map(tick => element('line', { class: 'grid', x1: left, x2: right, y1: scale.at(tick), y2: scale.at(tick) }));
  const texts = tickTexts(scale.ticks);
  const labels = scale.ticks.map((tick, index) => element('text', { x: left - 6, y: scale.at(tick) + 4, 'text-anchor': 'end' }, texts[index] ?? ''));
  return [...lines, ...labels].join('');
}
