import { RandomStream } from '../random/randomStream.ts';
import type { Figures } from './evaluation.ts';
import type { ChooseElements } from './numericGradients.ts';
import type { Solutions } from './solutions.ts';

/** The share of the elements that is taken where the ways to the gradient lie farthest apart. */
const suspects = 8;

/** At most `limit` elements of a figure: for each way those farthest from the hand-written gradient, the rest at random. */
export function chooseElements({ hand, backends, autodiff }: Solutions, limit: number, seed: number): ChooseElements {
  return (figure, size) => {
    if (size <= limit) return [...Array(size).keys()];
    const farthest = [...backends.values(), ...autodiff.values()].flatMap(other => farthestApart(other, hand, figure));
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
  return [...apart.keys()].filter(index => (apart[index] ?? 0) >= least).slice(0, suspects);
}
