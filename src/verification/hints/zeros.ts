import { alike, at } from './evidence.ts';
import type { Evidence, Hint } from './evidence.ts';

/** h is 0 where n is not, or the other way round. */
export const zerosHint: Hint = evidence => {
  const { hand, numeric, elements } = evidence;
  const scale = elements.reduce((most, index) => Math.max(most, Math.abs(at(hand)(index)), Math.abs(at(numeric)(index))), 0);
  const isZero = (values: ArrayLike<number>) => (index: number) => Math.abs(at(values)(index)) <= 1e-9 * scale;
  if (elements.every(isZero(hand))) return 'it is 0 everywhere, as where something is detached or its gradient was left out';
  const lost = elements.filter(index => isZero(hand)(index) && !isZero(numeric)(index));
  const extra = elements.filter(index => isZero(numeric)(index) && !isZero(hand)(index));
  if (lost.length > 0 && rightBut(evidence, lost)) return `it is 0 at ${lost.length} of ${elements.length} elements where it should not be, and right elsewhere`;
  if (extra.length > 0 && rightBut(evidence, extra)) return `it is not 0 at ${extra.length} of ${elements.length} elements that have no influence, and right elsewhere: a mask is missing, or a stale one is used`;
  return undefined;
};

function rightBut({ hand, numeric, elements }: Evidence, wrong: readonly number[]): boolean {
  const skipped = new Set(wrong);
  return alike(at(hand), at(numeric), elements.filter(index => !skipped.has(index)));
}
