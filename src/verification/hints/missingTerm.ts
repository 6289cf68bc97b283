import { sizeOf } from '../../tensor/shape.ts';
import { alike, at, short } from './evidence.ts';
import type { Evidence, Hint } from './evidence.ts';

/** n − h is a multiple of the values, or of their signs: the derivative of a penalty on squares or on absolute values is missing, whole or in part. */
export const missingTermHint: Hint = evidence => {
  for (const [name, term] of termsOf(evidence)) {
    const c = multipleOf(evidence, term);
    if (c === undefined) continue;
    return c > 0 ? `a term ${short(c)}·${name} is missing, as of a penalty` : `a term ${short(-c)}·${name} is too much, as of a penalty`;
  }
  return undefined;
};

type Term = (index: number) => number;

/** A penalty on an output counts with the weight of its sample. */
function termsOf({ values, weights, kind, shape, batchSize }: Evidence): readonly (readonly [string, Term])[] {
  const symbol = kind === 'parameter' ? 'w' : 'x';
  const size = sizeOf(shape.slice(1));
  const share = (index: number) => (kind === 'parameter' ? 1 : at(weights)(Math.floor(index / size)) / batchSize);
  return [
    [symbol, index => share(index) * at(values)(index)],
    [`sign(${symbol})`, index => share(index) * Math.sign(at(values)(index))],
  ];
}

function multipleOf({ hand, numeric, elements }: Evidence, term: Term): number | undefined {
  const rest = (index: number) => at(numeric)(index) - at(hand)(index);
  const known = elements.filter(index => term(index) !== 0);
  const [first] = known.toSorted((left, right) => Math.abs(term(right)) - Math.abs(term(left)));
  if (first === undefined || known.length < 3) return undefined;
  const c = rest(first) / term(first);
  return c !== 0 && alike(rest, index => c * term(index), elements) ? c : undefined;
}
