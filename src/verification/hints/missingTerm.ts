import { sizeOf } from '../../tensor/shape.ts';
import { at, multipleOf } from './evidence.ts';
import type { Elementwise, Evidence, Hint } from './evidence.ts';
import { expressionsIn, quantitiesOf, timesName } from './expression.ts';
import type { Expression } from './expression.ts';

/** n − h is a multiple of w or of its sign: the derivative of a penalty is missing, whole or in part. */
export const penaltyTermHint: Hint = evidence => (evidence.part === 'loss' ? undefined : termIn(evidence, penaltyTerms(evidence)));

/** n − h is what reaches the backward times a plain formula: a term of the chain rule is missing, or one too much. */
export const chainTermHint: Hint = evidence => termIn(evidence, chainTerms(evidence));

function termIn({ hand, numeric, elements }: Evidence, terms: readonly Term[]): string | undefined {
  const rest: Elementwise = index => at(numeric)(index) - at(hand)(index);
  for (const { name, at: term, of } of terms) {
    const known = elements.filter(index => term(index) !== 0);
    const c = known.length < 3 ? undefined : multipleOf(rest, term, elements);
    if (c !== undefined) return `a term ${timesName(Math.abs(c), name)} is ${c > 0 ? 'missing' : 'too much'}${of}`;
  }
  return undefined;
}

interface Term extends Expression {
  /** What such a term is of. */
  readonly of: string;
}

/** A penalty on an output counts with the weight of its sample. */
function penaltyTerms({ part, variable, weights, kind, shape, batchSize }: Evidence): readonly Term[] {
  const size = sizeOf(shape.slice(1));
  const share = (index: number) => (kind === 'parameter' ? 1 : at(weights)(Math.floor(index / size)) / batchSize);
  const expressions = expressionsIn(variable).filter(({ name }) => name === variable.name || name.startsWith('sign'));
  return expressions.map(({ name, at: value }) => ({ name, at: index => share(index) * value(index), of: part === 'regularizer' ? '' : ', as of a penalty' }));
}

function chainTerms(evidence: Evidence): readonly Term[] {
  const { upstream, hand } = evidence;
  if (upstream === undefined || upstream.values.length !== hand.length) return [];
  const expressions = quantitiesOf(evidence).flatMap(expressionsIn).filter(({ name }) => !name.startsWith('sign') && !name.startsWith('|'));
  const times = (name: string, value: Elementwise): Term => ({ name, at: index => at(upstream.values)(index) * value(index), of: '' });
  return [times(upstream.name, () => 1), ...expressions.map(({ name, at: value }) => times(`${upstream.name}·${name}`, value))];
}
