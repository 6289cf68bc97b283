import { scaleLinear, scaleLog } from 'd3-scale';
import { tickTexts } from './numberText.ts';
import { textWidth } from './textWidth.ts';
import { tickSize } from './chart.ts';

export type ScaleKind = 'linear' | 'log';

/** A way from values to pixels, with the values that its axis names. */
export interface Scale {
  readonly kind: ScaleKind;
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  readonly ticks: readonly number[];
  at(value: number): number;
}

/** Where the largest value is more than this many times the least, an axis is logarithmic unless told otherwise. */
const largeSpread = 20;

/** `log` for positive values that are far apart, else `linear`. */
export function scaleKindFor(values: readonly number[]): ScaleKind {
  const [least, most] = domainOf(values, 'linear');
  return least > 0 && most > largeSpread * least ? 'log' : 'linear';
}

/**
 * The scale of an axis over a domain. Ticks are round numbers; a logarithmic axis of several powers of ten names those, one of a narrower domain round numbers between.
 * There are as many ticks as `fits` allows, and at most `most`.
 */
export function scaleOver(kind: ScaleKind, [low, high]: readonly [number, number], range: readonly [number, number], most: number, fits: (ticks: readonly number[], at: (value: number) => number) => boolean): Scale {
  const scale = (kind === 'log' ? scaleLog : scaleLinear)([low, high], [...range]);
  const at = (value: number) => scale(value);
  const candidates = Array.from({ length: Math.max(1, most) }, (_, index) => ticksOf(kind, low, high, most - index)).filter(ticks => ticks.length <= Math.max(2, most));
  return { kind, domain: [low, high], range, at, ticks: candidates.find(ticks => fits(ticks, at)) ?? candidates.at(-1) ?? [] };
}

/** The least domain that holds all values that an axis of this kind can show; around 1 where there is none. */
export function domainOf(values: readonly number[], kind: ScaleKind): readonly [number, number] {
  const shown = values.filter(value => Number.isFinite(value) && (kind === 'linear' || value > 0));
  if (shown.length === 0) return kind === 'log' ? [0.1, 1] : [0, 1];
  return shown.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
}

/** A domain with room at its ends, a share of its length; a single value gets a domain around it. */
export function padded([low, high]: readonly [number, number], kind: ScaleKind, share = 0.05): readonly [number, number] {
  if (kind === 'log') {
    const factor = low === high ? 2 : (high / low) ** share;
    return [low / factor, high * factor];
  }
  const room = low === high ? Math.abs(low) / 2 || 1 : (high - low) * share;
  return [low - room, high + room];
}

/** A domain that begins at 0 and ends at a round number. */
export function fromZero(values: readonly number[]): readonly [number, number] {
  const [, high] = domainOf(values, 'linear');
  const [, end = 1] = scaleLinear([0, high > 0 ? high : 1], [0, 1]).nice(5).domain();
  return [0, end];
}

/** Whether the labels of a vertical axis stand apart. */
export function linesApart(ticks: readonly number[], at: (value: number) => number): boolean {
  return ticks.every((tick, index) => index === 0 || Math.abs(at(tick) - at(ticks[index - 1] ?? tick)) >= tickSize * 1.6);
}

/** How many ticks a horizontal axis has at most: more than a dozen are not read. */
export function mostTicks(left: number, right: number): number {
  return Math.min(12, Math.max(2, Math.floor((right - left) / 40)));
}

/** Whether the labels of a horizontal axis stand apart. */
export function labelsApart(ticks: readonly number[], at: (value: number) => number): boolean {
  const gap = 10;
  const widths = tickTexts(ticks).map(text => textWidth(text, tickSize));
  return ticks.every((tick, index) => {
    const [before, width = 0, widthBefore = 0] = [ticks[index - 1], widths[index], widths[index - 1]];
    return before === undefined || Math.abs(at(tick) - at(before)) >= (width + widthBefore) / 2 + gap;
  });
}

function ticksOf(kind: ScaleKind, low: number, high: number, most: number): readonly number[] {
  if (kind === 'linear') return scaleLinear([low, high], [0, 1]).ticks(most);
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const powers = between(low, high, [1], first, last);
  const every = Math.max(1, Math.ceil(powers.length / most));
  const finest = powers.length <= 3 ? [[1, 2, 5], [1, 3]] : [];
  const candidates = [...finest.map(mantissas => between(low, high, mantissas, first, last)), powers.filter((_, index) => index % every === 0)];
  return candidates.find(ticks => ticks.length > 1 && ticks.length <= most) ?? scaleLinear([low, high], [0, 1]).ticks(most).filter(tick => tick > 0);
}

/** The products of mantissas and powers of ten that a domain holds. */
function between(low: number, high: number, mantissas: readonly number[], first: number, last: number): readonly number[] {
  const powers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return powers.flatMap(power => mantissas.map(mantissa => Number(`${mantissa}e${power}`))).filter(value => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
}
