import { ConfigError } from '../errors.ts';
import { margins, outline, sampled, softened } from './field.ts';
import type { Domain, Field, Samples } from './field.ts';
import { swatch } from './legend.ts';
import type { LegendEntry } from './legend.ts';
import { element } from './markup.ts';
import { numberText, tickTexts } from './numberText.ts';
import { colour, seriesColour } from './palette.ts';
import type { Axis } from './plane.ts';
import { domainOf, padded } from './scale.ts';

/** What colours the background of a boundary chart: a value, or a class. */
export type Background =
  | {
    readonly value: Field;
    /** What the value is, for the legend: `P(yes)`. Default: `value`. */
    readonly valueLabel?: string | undefined;
    /** Where lines are drawn. Default: 0.5. */
    readonly levels?: readonly number[] | undefined;
    /** The functions of earlier epochs, whose lines are faint. */
    readonly past?: readonly Field[] | undefined;
    readonly classOf?: undefined;
  }
  | {
    /** The index of the class at a place, or a score of each class, of which the largest wins. */
    readonly classOf: (x: number, y: number) => number | readonly number[];
    readonly value?: undefined;
  };

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A line of the background as the legend shows it. */
interface NamedLine {
  readonly name: string;
  readonly faint: boolean;
}

/** A background that can be drawn at any size. */
export interface DrawnBackground {
  readonly description: string;
  readonly lines: readonly NamedLine[];
  /** What the shades stand for, where no line parts them. */
  readonly shades: readonly LegendEntry[];
  draw(size: Size): string;
}

/** Bands of colour on each side of a line; how strong they become where all lie over each other; and the regions of classes. */
const [bands, strongest, classOpacity] = [5, 0.42, 0.24];
/** Room around the points, as a share of their extent. */
const room = 0.08;

/** The domains of both axes: those asked for, else those of the points with room around them. Throws a ConfigError for a domain without extent. */
export function domainsOf({ x, y, points }: { readonly x: Pick<Axis, 'domain'>; readonly y: Pick<Axis, 'domain'>; readonly points: readonly { readonly x: number; readonly y: number }[] }): readonly [Domain, Domain] {
  const around = (values: readonly number[]) => padded(domainOf(values, 'linear'), 'linear', room);
  return [requireExtent('x.domain', x.domain) ?? around(points.map(point => point.x)), requireExtent('y.domain', y.domain) ?? around(points.map(point => point.y))];
}

function requireExtent(where: string, domain: Domain | undefined): Domain | undefined {
  if (domain === undefined || (domain[0] < domain[1] && Number.isFinite(domain[1] - domain[0]))) return domain;
  throw new ConfigError('an axis needs an extent', { where, got: `[${domain.join(', ')}]`, expected: 'two finite numbers, the smaller first' });
}

/** The background over two domains. */
export function background(field: Background, domains: readonly [Domain, Domain]): DrawnBackground {
  return field.classOf === undefined ? valueBackground(field, domains) : classBackground(field.classOf, domains);
}

/** A sample of a line for the legend. */
export function lineSample({ faint }: NamedLine): LegendEntry['mark'] {
  return (x, y) => element('line', { x1: x - 7, x2: x + 7, y1: y, y2: y, ...lineStyle(faint) });
}

function valueBackground({ value, valueLabel = 'value', levels = [0.5], past = [] }: Extract<Background, { readonly value: Field }>, domains: readonly [Domain, Domain]): DrawnBackground {
  const samples = sampled(value, ...domains);
  const before = past.map(each => sampled(each, ...domains));
  const paths = (each: Samples, faint: boolean, size: Size) => levels.map(level => element('path', { class: faint ? 'past' : 'level', d: outline(each, level, size), fill: 'none', ...lineStyle(faint, levels.length > 1 ? 1.25 : 2) }));
  const [low, high] = domainOf(samples, 'linear');
  const numbers = tickTexts(levels).join(', ');
  return {
    description: `the background is coloured by ${valueLabel}, from ${numberText(low)} to ${numberText(high)}, with a line at ${numbers}${past.length === 0 ? '' : `, and faint ones for ${past.length} earlier`}`,
    shades: levels.length === 0 ? shadesOf([low, high], valueLabel) : [],
    lines: [...levels.length === 0 ? [] : [{ name: `${valueLabel} = ${numbers}`, faint: false }], ...past.length === 0 ? [] : [{ name: 'earlier', faint: true }]],
    draw: size => [...bandPaths(samples, levels, size), ...before.flatMap(each => paths(each, true, size)), ...paths(samples, false, size)].join(''),
  };
}

/** Bands that lie over each other, so that colour grows stronger away from a single level, or with the value from level to level. */
function bandPaths(samples: Samples, levels: readonly number[], size: Size): readonly string[] {
  const [low, high] = domainOf(samples, 'linear');
  const [level] = levels;
  if (level === undefined) return stacked(samples, steps(low, high), colour('heat'), size);
  if (levels.length > 1) return stacked(samples, levels, colour('heat'), size);
  const reach = Math.max(high - level, level - low);
  const below = stacked(samples.map(value => -value), steps(-level, reach - level), seriesColour(0), size);
  return [...below, ...stacked(samples, steps(level, level + reach), seriesColour(1), size)];
}

/** The shades of `bandPaths` without a level, each over those below it. */
function shadesOf([low, high]: Domain, valueLabel: string): readonly LegendEntry[] {
  const shade = (count: number): LegendEntry['mark'] => (x, y) => element('g', { 'fill-opacity': strongest / bands }, swatch(colour('heat'))(x, y).repeat(count));
  return steps(low, high).map((from, index) => ({ name: `${index === 0 ? `${valueLabel} ` : ''}≥ ${numberText(from)}`, mark: shade(index + 1) }));
}

function steps(from: number, to: number): readonly number[] {
  return Array.from({ length: bands }, (_, index) => from + (to - from) * (index / bands));
}

function stacked(samples: Samples, levels: readonly number[], fill: string, size: Size): readonly string[] {
  const outlines = levels.map(level => outline(samples, level, size)).filter(d => d !== '');
  return outlines.map(d => element('path', { class: 'band', d, fill, 'fill-opacity': strongest / levels.length }));
}

function classBackground(classOf: (x: number, y: number) => number | readonly number[], domains: readonly [Domain, Domain]): DrawnBackground {
  const answers = sampled(classOf, ...domains);
  const count = Math.max(...answers.map(answer => (typeof answer === 'number' ? answer + 1 : answer.length)));
  const fields = Array.from({ length: count }, (_, index) => wins(answers, index));
  return {
    description: 'the background is coloured by the class that is answered',
    lines: [],
    shades: [],
    draw: size => fields.map((field, index) => element('path', { class: 'region', d: outline(field, 0, size), fill: seriesColour(index), 'fill-opacity': classOpacity, stroke: colour('text') })).join(''),
  };
}

/** Samples that are at least 0 where the class wins. */
function wins(answers: readonly (number | readonly number[])[], index: number): Samples {
  const scores = answers.flatMap(answer => (typeof answer === 'number' ? [] : [answer]));
  return scores.length === answers.length ? margins(scores, index) : softened(answers.map(answer => (answer === index ? 0.5 : -0.5)));
}

function lineStyle(faint: boolean, width = 2) {
  return { stroke: colour('text'), 'stroke-width': faint ? 1 : width, 'stroke-opacity': faint ? 0.3 : 1 };
}
