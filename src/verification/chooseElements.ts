import { multiplications } from '../backends/auto/multiplications.ts';
import { RandomStream } from '../random/randomStream.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Figures } from './evaluation.ts';
import { recordLoss } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import type { ChooseElements } from './numericGradients.ts';
import type { Solutions } from './solutions.ts';

/** The elements that are taken where a way to the gradient lies farthest from the hand-written. */
const suspects = 8;

/** At most `limit` elements of a figure: for each way those farthest from the hand-written gradient, the rest at random. */
export function chooseElements({ hand, backends, autodiff }: Solutions, limit: number, seed: number): ChooseElements {
  return (figure, size) => {
    if (size <= limit) return [...Array(size).keys()];
    const farthest = [hand, ...backends.values(), ...autodiff.values()].flatMap(other => farthestApart(other, hand, figure));
    const chosen = new Set(farthest.slice(0, Math.floor(limit / 2)));
    const random = new RandomStream(seed, `elements of ${figure}`);
    while (chosen.size < limit) chosen.add(random.below(size));
    return [...chosen].toSorted((left, right) => left - right);
  };
}

/** The elements with the largest differences; a NaN is the largest of all. */
function farthestApart(actual: Figures, expected: Figures, figure: string): readonly number[] {
  const [a, e] = [actual[figure] ?? new Float64Array(), expected[figure] ?? new Float64Array()];
  const apart = e.map((value, index) => Math.abs((a[index] ?? Number.NaN) - value)).map(own => (Number.isNaN(own) ? Number.POSITIVE_INFINITY : own));
  const [least = Number.POSITIVE_INFINITY] = apart.toSorted().slice(-suspects);
  return [...apart.keys()].filter(index => (apart[index] ?? 0) >= least && (apart[index] ?? 0) > 0).slice(0, suspects);
}

/** What differences may cost, in multiplications and elements of values: about four seconds in float64 on one core. */
const budget = 3e9;

/** What the evaluation of a graph costs whatever its size, in the same measure: some fifty microseconds. */
const overhead = 5e4;

/** How often the loss is evaluated for an element, on average. */
const evaluations = 6;

/** The fewest and the most elements of a gradient that are looked at by themselves; all others are looked at in groups. */
const [fewest, most] = [32, 4096];

/** How many elements of each gradient of a step can be looked at by themselves within the budget. */
export function affordableElements(problem: GradientProblem, figures: number): number {
  const { graph } = recordLoss(problem);
  const work = overhead + multiplications(graph) + graph.nodes.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return Math.min(most, Math.max(fewest, Math.floor(budget / (work * evaluations * Math.max(1, figures)))));
}
