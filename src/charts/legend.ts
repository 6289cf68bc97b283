import { tickSize } from './chart.ts';
import { element, escapeText } from './markup.ts';
import { shortened, textWidth } from './textWidth.ts';

/** What a colour stands for; `mark` draws it around a point. */
export interface LegendEntry {
  readonly name: string;
  readonly mark: (x: number, y: number) => string;
}

const [lineHeight, markRoom, gap] = [20, 18, 14];

/** A legend that begins at (0, 0) and wraps where a line is full; nothing for fewer than `least` entries: one alone needs no telling apart, unless it says more than its colour. */
export function legend(entries: readonly LegendEntry[], width: number, least = 2): { readonly height: number; readonly body: string } {
  if (entries.length < least) return { height: 0, body: '' };
  let [x, line] = [0, 0];
  const body = entries.map(({ name, mark }) => {
    const text = shortened(name, width - markRoom, tickSize);
    const taken = markRoom + textWidth(text, tickSize);
    if (x > 0 && x + taken > width) [x, line] = [0, line + 1];
    const drawn = mark(x + 7, line * lineHeight + 9) + element('text', { x: x + markRoom, y: line * lineHeight + 13 }, escapeText(text));
    x += taken + gap;
    return drawn;
  });
  return { height: (line + 1) * lineHeight + 8, body: body.join('') };
}

/** A coloured square. */
export function swatch(fill: string): LegendEntry['mark'] {
  return (x, y) => element('rect', { x: x - 6, y: y - 6, width: 12, height: 12, rx: 2, fill });
}
