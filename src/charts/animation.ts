import { ConfigError } from '../errors.ts';
import { labelSize } from './chart.ts';
import type { Chart, Drawing } from './chart.ts';
import { element, escapeText } from './markup.ts';
import { shortened } from './textWidth.ts';

/** How charts are shown after one another. */
export interface AnimationOptions {
  /** Above 0: how long each chart stays; the last stays four times as long. Default: 0.5. */
  readonly seconds?: number | undefined;
  /** Default: the title of the last chart. */
  readonly title?: string | undefined;
  /** For readers who do not see it. Default: how many charts there are, and what the last shows. */
  readonly description?: string | undefined;
}

/** How many times as long the last chart stays, and the pixels of the line above each that tells its title. */
const [lastStays, captionHeight] = [4, 24];

/**
 * Charts after one another, over and over, in one SVG without a script: a boundary that moves. Above each stands its own title.
 *
 * Charts of the same kind and the same domains stay in place. Where a reader asks for less motion, in programs that do not animate, and in a PNG, the last is shown.
 * Throws a ConfigError for no charts, and for seconds that are not above 0.
 *
 * ```ts
 * import { animationOf, lineChart, svgOf } from 'chainrule/charts';
 *
 * const frame = (epoch: number) => lineChart({
 *   title: `Epoch ${epoch}`, x: { label: 'x' }, y: { label: 'y', domain: [0, 4] }, series: [{ name: 'y', points: [{ x: 0, y: 0 }, { x: 1, y: epoch }] }],
 * });
 * console.log(svgOf(animationOf([1, 2, 3].map(frame), { seconds: 0.4, title: 'A line that rises' })));
 * ```
 */
export function animationOf(frames: readonly Chart[], { seconds = 0.5, title, description }: AnimationOptions = {}): Chart {
  const last = frames.at(-1);
  if (last === undefined) throw new ConfigError('an animation needs a chart', { where: 'frames', got: 'none', expected: 'one or more' });
  if (!(seconds > 0 && Number.isFinite(seconds))) throw new ConfigError('a chart cannot stay for this time', { where: 'seconds', got: String(seconds), expected: 'a number above 0' });
  return {
    title: title ?? last.title,
    description: description ?? `${frames.length} charts after one another. The last, ${last.title}: ${last.description}`,
    draw: width => drawFrames(frames, seconds, width),
  };
}

function drawFrames(frames: readonly Chart[], seconds: number, width: number): Drawing {
  const drawings = frames.map(frame => ({ title: frame.title, drawing: frame.draw(width) }));
  const body = drawings.map(({ title, drawing }, index) => {
    const caption = element('text', { class: 'label', x: 0, y: 14 }, escapeText(shortened(title, width, labelSize)));
    const place = index === frames.length - 1 ? { class: `last-of-${frames.length}` } : { class: `frame-of-${frames.length}`, visibility: 'hidden' };
    return element('g', { ...place, style: timing(index, frames.length, seconds) }, caption, element('g', { transform: `translate(0 ${captionHeight})` }, drawing.body));
  });
  return { width, height: captionHeight + Math.max(...drawings.map(({ drawing }) => drawing.height)), body: element('style', {}, motion(frames.length)) + body.join('') };
}

/** A chart's turn comes after those before it; a delay below 0 lets the turns begin at once. */
function timing(index: number, count: number, seconds: number): string {
  const whole = wholeTime(count) * seconds;
  return `animation-duration:${rounded(whole)}s;animation-delay:${rounded(index * seconds - (index === 0 ? 0 : whole))}s`;
}

/** The names hold the number of charts: animations on one page that have other numbers have other keyframes. */
function motion(count: number): string {
  const turn = (name: string, length: number) => `@keyframes ${name}-${count}{0%{visibility:visible}${rounded(100 * length / wholeTime(count))}%{visibility:hidden}100%{visibility:hidden}}`;
  const play = (frame: string, name: string) => `.${frame}-of-${count}{animation-name:${name}-${count};animation-iteration-count:infinite;animation-timing-function:step-end}`;
  if (count === 1) return '';
  return `${turn('chart-turn', 1)}${turn('chart-last-turn', lastStays)}@media (prefers-reduced-motion:no-preference){${play('frame', 'chart-turn')}${play('last', 'chart-last-turn')}}`;
}

/** In times of one chart. */
function wholeTime(count: number): number {
  return count - 1 + lastStays;
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
