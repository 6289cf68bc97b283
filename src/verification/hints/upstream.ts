import { alike, at, multipleOf } from './evidence.ts';
import type { Evidence, Hint } from './evidence.ts';
import { timesName } from './expression.ts';

/** The chain rule is left out, or used twice: h is dy itself, f′ alone, or f′ ⊙ dy². */
export const upstreamHint: Hint = evidence => {
  const { kind, hand, numeric, elements, upstream } = evidence;
  if (kind !== 'input' || upstream === undefined || upstream.values.length !== hand.length) return undefined;
  const [h, n, d] = [at(hand), at(numeric), at(upstream.values)];
  const what = whatIs(evidence, upstream.name);
  const passed = multipleOf(h, d, elements);
  const alone = evidence.part === 'loss' ? passed === 1 : passed !== undefined && elements.length > 3;
  if (alone && passed !== undefined && multipleOf(n, d, elements) === undefined) return `it is ${timesName(passed, upstream.name)} at every element: the derivative of the ${evidence.part} itself is missing`;
  if (alike(index => h(index) * d(index), n, elements)) return `it is not multiplied by ${what}`;
  return alike(h, index => n(index) * d(index), elements) ? `it is multiplied twice by ${what}` : undefined;
};

function whatIs({ part }: Evidence, name: string): string {
  return part === 'loss' ? `${name}, which holds the samples' weights and the mean over the batch` : `${name}, the gradient of the output`;
}
