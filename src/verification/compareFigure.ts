import { sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import { excessOf, withSlack } from './closeTo.ts';
import type { Tolerance } from './closeTo.ts';
import type { Figures } from './evaluation.ts';
import type { NumericGradient } from './numericGradients.ts';
import type { Solutions } from './solutions.ts';
import type { Status, VerifiedFigure, WorstElement } from './verification.ts';

/** A figure of a step, under its name among the outputs: `gradients/dense/kernel`. */
export interface FigureSubject extends Pick<VerifiedFigure, 'kind' | 'path' | 'layer' | 'shape'> {
  readonly name: string;
}

/** With what a figure is compared, and how closely. */
export interface Comparison {
  readonly solutions: Solutions;
  /** Undefined for the loss, which is compared between backends alone. */
  readonly numeric: NumericGradient | undefined;
  readonly tolerances: { readonly differences: Tolerance; readonly float32: Tolerance };
  /** Whether a declared backward lies on the way. */
  readonly surrogate: boolean;
}

/** Compares all that the ways to a gradient say of it. Elements on kinks are counted, and left out. */
export function compareFigure(subject: FigureSubject, { solutions, numeric, tolerances, surrogate }: Comparison): VerifiedFigure {
  const { name, shape, ...named } = subject;
  const hand = solutions.hand[name] ?? new Float64Array();
  const elements = comparable(hand.length, numeric);
  const against = (expected: ArrayLike<number>, tolerance: Tolerance, errors?: Float64Array) => (actual: ArrayLike<number>) => farthest(elements, actual, expected, tolerance, errors);
  const byHand = numeric && against(numeric.derivatives, tolerances.differences, numeric.errors)(hand);
  const others = (figures: ReadonlyMap<string, Figures>) => new Map([...figures].map(([way, own]) => [way, against(hand, tolerances.float32)(own[name] ?? [])]));
  const [taped, plain] = [others(numeric === undefined ? new Map() : solutions.autodiff), others(solutions.backends)];
  const status = elements.length === 0 ? 'not compared' : statusOf(byHand, taped, plain, surrogate);
  const deciding = decidingOf(status, byHand, taped, plain);
  return {
    ...named, shape, status, size: sizeOf(shape), compared: elements.length, kinks: numeric?.kinks.length ?? 0, vanishes: numeric !== undefined && vanishes(hand, numeric, elements),
    excess: { differences: byHand?.excess ?? null, autodiff: excesses(taped), backends: excesses(plain) },
    worst: deciding && worstElement(deciding, name, shape, solutions, numeric),
  };
}

function vanishes(hand: Float64Array, { derivatives, errors }: NumericGradient, elements: readonly number[]): boolean {
  return elements.every(index => hand[index] === 0 && Math.abs(derivatives[index] ?? 0) <= (errors[index] ?? 0));
}

interface Distance {
  readonly index: number;
  readonly excess: number;
}
type Distances = ReadonlyMap<string, Distance | undefined>;

function comparable(size: number, numeric: NumericGradient | undefined): readonly number[] {
  const kinks = new Set(numeric?.kinks);
  return (numeric?.elements ?? [...Array(size).keys()]).filter(index => !kinks.has(index));
}

/** The element that differs most; a NaN differs from everything, another NaN included. */
function farthest(elements: readonly number[], actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: Tolerance, errors?: Float64Array): Distance | undefined {
  let found: Distance | undefined;
  for (const index of elements) {
    const [a, e] = [actual[index] ?? Number.NaN, expected[index] ?? Number.NaN];
    const excess = Number.isNaN(a) ? Number.MAX_VALUE : Math.min(Number.MAX_VALUE, excessOf(a, e, withSlack(tolerance, errors?.[index])));
    if (found === undefined || excess > found.excess) found = { index, excess };
  }
  return found;
}

function statusOf(byHand: Distance | undefined, taped: Distances, plain: Distances, surrogate: boolean): Status {
  const alone = firstApart(taped);
  if (isApart(byHand)) return surrogate && alone === undefined ? 'surrogate' : 'wrong';
  const backend = firstApart(plain);
  if (backend !== undefined) return `differs on ${backend[0]}`;
  return alone === undefined ? 'agrees' : 'autodiff alone';
}

/** The element that the status is about; where all agree, that which is nearest to not doing so. */
function decidingOf(status: Status, byHand: Distance | undefined, taped: Distances, plain: Distances): Distance | undefined {
  if (status === 'autodiff alone') return firstApart(taped)?.[1];
  if (status.startsWith('differs')) return firstApart(plain)?.[1];
  return byHand ?? [...plain.values()].find(distance => distance !== undefined);
}

function firstApart(distances: Distances): readonly [string, Distance] | undefined {
  for (const [way, distance] of distances) {
    if (distance !== undefined && isApart(distance)) return [way, distance];
  }
  return undefined;
}

function isApart(distance: Distance | undefined): boolean {
  return distance !== undefined && distance.excess > 1;
}

function excesses(distances: Distances): Readonly<Record<string, number>> {
  return Object.fromEntries([...distances].flatMap(([way, distance]) => (distance === undefined ? [] : [[way, distance.excess] as const])));
}

function worstElement({ index, excess }: Distance, name: string, shape: Shape, { hand, backends, autodiff }: Solutions, numeric: NumericGradient | undefined): WorstElement {
  const at = (figures: Figures) => figures[name]?.[index] ?? Number.NaN;
  const each = (ways: ReadonlyMap<string, Figures>) => Object.fromEntries([...ways].map(([way, figures]) => [way, at(figures)]));
  return {
    index: placeOf(index, shape), hand: at(hand), differences: numeric?.derivatives[index] ?? null,
    autodiff: numeric === undefined ? {} : each(autodiff), backends: each(backends), excess,
  };
}

/** A row-major index as one an axis. */
export function placeOf(index: number, shape: Shape): readonly number[] {
  let rest = index;
  return shape.toReversed().map(extent => {
    const place = rest % extent;
    rest = Math.floor(rest / extent);
    return place;
  }).toReversed();
}
