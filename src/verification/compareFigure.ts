import { sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tolerance } from './closeTo.ts';
import { farthest, isApart } from './distance.ts';
import type { Compared, Distance } from './distance.ts';
import type { Figures } from './evaluation.ts';
import type { NumericGradient } from './numericGradients.ts';
import { sortElements, testimonyOf } from './openElements.ts';
import type { SortedElements, Testimony } from './openElements.ts';
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
  /** How far rounding may put the figures off: of the oracle, and of float32 where it was looked for. */
  readonly rounding: { readonly float64: Figures; readonly float32?: Figures };
  /** The largest derivative of the step. */
  readonly largest: number;
  /** Whether a declared backward lies on the way. */
  readonly surrogate: boolean;
}

/** What the ways to a figure came to. */
interface Outcome {
  readonly sorted: SortedElements;
  /** By hand against differences. */
  readonly byHand: Distance | undefined;
  /** An element that is not finite by hand. */
  readonly notFinite: Distance | undefined;
  readonly testimony: Testimony;
  readonly taped: Distances;
  readonly plain: Distances;
}
type Distances = ReadonlyMap<string, Distance | undefined>;

/** Compares all that the ways to a gradient say of it. Elements that differences leave open are counted, and rest on automatic differentiation. */
export function compareFigure(subject: FigureSubject, comparison: Comparison): VerifiedFigure {
  const { name, shape, ...named } = subject;
  const { solutions, numeric, surrogate } = comparison;
  const hand = solutions.hand[name] ?? new Float64Array();
  const outcome = outcomeOf(name, hand, comparison);
  const { sorted: { resolved, kinks, unresolved }, testimony, byHand, taped, plain } = outcome;
  const status = statusOf(outcome, surrogate);
  const deciding = decidingOf(status, outcome);
  return {
    ...named, shape, status, size: sizeOf(shape), compared: resolved.length, grouped: numeric?.grouped ?? 0, kinks: kinks.length, unresolved: unresolved.length, unchecked: testimony.unchecked,
    vanishes: numeric !== undefined && vanishes(hand, numeric, resolved),
    excess: { differences: byHand?.excess ?? null, autodiff: excesses(taped), backends: excesses(plain) },
    worst: deciding && worstElement(deciding, name, shape, solutions, numeric),
  };
}

function outcomeOf(name: string, hand: Float64Array, { solutions, numeric, tolerances, rounding, largest }: Comparison): Outcome {
  const sorted = numeric === undefined ? { resolved: [...hand.keys()], kinks: [], unresolved: [] } : sortElements(numeric, hand, largest);
  const slackIn = (figures?: Figures) => (index: number) => figures?.[name]?.[index] ?? 0;
  const against = (figures: Figures): Compared => ({ actual: figures[name] ?? [], expected: hand, tolerance: tolerances.float32, slack: slackIn(rounding.float32) });
  const all = (figures: ReadonlyMap<string, Figures>) => new Map([...figures].map(([way, own]) => [way, farthest(sorted.resolved, against(own))]));
  const exact = slackIn(rounding.float64);
  const index = hand.findIndex(value => !Number.isFinite(value));
  return {
    sorted,
    byHand: numeric && farthest(sorted.resolved, { actual: hand, expected: numeric.derivatives, tolerance: tolerances.differences, slack: at => exact(at) + (numeric.errors[at] ?? 0) }),
    notFinite: index < 0 ? undefined : { index, excess: Number.POSITIVE_INFINITY },
    testimony: numeric === undefined ? { apart: undefined, unchecked: 0 } : testimonyOf(sorted, [...solutions.autodiff.values()].map(against), numeric),
    taped: numeric === undefined ? new Map() : all(solutions.autodiff), plain: all(solutions.backends),
  };
}

function vanishes(hand: Float64Array, { derivatives, errors }: NumericGradient, elements: readonly number[]): boolean {
  return elements.every(index => hand[index] === 0 && Math.abs(derivatives[index] ?? 0) <= (errors[index] ?? 0));
}

function statusOf({ sorted: { resolved }, byHand, notFinite, testimony, taped, plain }: Outcome, surrogate: boolean): Status {
  const alone = firstApart(taped);
  if (isApart(byHand)) return surrogate && alone === undefined ? 'surrogate' : 'wrong';
  if (notFinite !== undefined) return 'not finite';
  if (testimony.apart !== undefined) return 'wrong';
  const backend = firstApart(plain);
  if (backend !== undefined) return `differs on ${backend[0]}`;
  if (alone !== undefined) return 'autodiff alone';
  return resolved.length === 0 && testimony.unchecked > 0 ? 'not compared' : 'agrees';
}

/** The element that the status is about; where all agree, that which is nearest to not doing so. */
function decidingOf(status: Status, { byHand, notFinite, testimony, taped, plain }: Outcome): Distance | undefined {
  if (status === 'not finite') return notFinite;
  if (status === 'wrong') return isApart(byHand) ? byHand : testimony.apart;
  if (status === 'autodiff alone') return firstApart(taped)?.[1];
  if (status.startsWith('differs')) return firstApart(plain)?.[1];
  return byHand ?? [...plain.values()].find(distance => distance !== undefined);
}

function firstApart(distances: Distances): readonly [string, Distance] | undefined {
  for (const [way, distance] of distances) {
    if (isApart(distance)) return [way, distance];
  }
  return undefined;
}

function excesses(distances: Distances): Readonly<Record<string, number>> {
  return Object.fromEntries([...distances].flatMap(([way, distance]) => (distance === undefined ? [] : [[way, distance.excess] as const])));
}

function worstElement({ index, excess }: Distance, name: string, shape: Shape, { hand, backends, autodiff }: Solutions, numeric: NumericGradient | undefined): WorstElement {
  const at = (figures: Figures) => figures[name]?.[index] ?? Number.NaN;
  const each = (ways: ReadonlyMap<string, Figures>) => Object.fromEntries([...ways].map(([way, figures]) => [way, at(figures)]));
  return {
    index: placeOf(index, shape), hand: at(hand), differences: numeric === undefined || numeric.errors[index] === Number.POSITIVE_INFINITY ? null : numeric.derivatives[index] ?? null,
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
