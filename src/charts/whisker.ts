import type { Estimate } from './chart.ts';
import { element } from './markup.ts';
import type { Scale } from './scale.ts';

/** The interval of an estimate as a line with ends, as far as the axis reaches; nothing where there is none. */
export function whisker({ low, high }: Estimate, scale: Scale, y: number): string {
  if (low === undefined || high === undefined || Number.isNaN(low) || Number.isNaN(high)) return '';
  const [first, last] = scale.domain;
  const [from, to] = [scale.at(Math.max(low, first)), scale.at(Math.min(high, last))];
  const end = (x: number) => `M${rounded(x)} ${rounded(y - 4)}V${rounded(y + 4)}`;
  return element('path', { class: 'whisker', d: `M${rounded(from)} ${rounded(y)}H${rounded(to)}${low >= first ? end(from) : ''}${high <= last ? end(to) : ''}` });
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The numbers that estimates reach to: their values, and the ends of their intervals. */
export function reachOf(estimates: readonly Estimate[]): readonly number[] {
  return estimates.flatMap(({ value, low = value, high = value }) => [value, low, high]);
}
