import { alike, at, largestOf } from './evidence.ts';
import type { Evidence, Hint } from './evidence.ts';

/** h is 0 where n is not. */
export const zerosHint: Hint = evidence => {
  if (!evidence.elements.every(isZero(evidence, evidence.hand))) return undefined;
  return evidence.part === 'regularizer' && evidence.upstream === undefined ? 'it is 0 everywhere: the penalty has no gradient' : 'it is 0 everywhere, as where something is detached or its gradient was left out';
};

/** h is 0 at some elements where n is not, or the other way round, and right elsewhere: a mask is missing, or another one. */
export const maskHint: Hint = evidence => {
  const { hand, numeric, elements } = evidence;
  const [handIsZero, numericIsZero] = [isZero(evidence, hand), isZero(evidence, numeric)];
  const lost = elements.filter(index => handIsZero(index) && !numericIsZero(index));
  const extra = elements.filter(index => numericIsZero(index) && !handIsZero(index));
  if (!rightBut(evidence, [...lost, ...extra])) return undefined;
  const counted = (these: readonly number[]) => `at ${these.length} of ${elements.length} elements`;
  if (lost.length > 0 && extra.length > 0) return `it is 0 ${counted(lost)} where it should not be, and not 0 ${counted(extra)} where it should be: the mask is another than that of the forward`;
  if (lost.length > 0) return `it is 0 ${counted(lost)} where it should not be, and right elsewhere`;
  return extra.length === 0 ? undefined : `it is not 0 ${counted(extra)} that have no influence, and right elsewhere: a mask of the forward is missing`;
};

function isZero({ hand, numeric, elements }: Evidence, values: Float64Array): (index: number) => boolean {
  const scale = Math.max(largestOf(at(hand), elements), largestOf(at(numeric), elements));
  return index => Math.abs(at(values)(index)) <= 1e-9 * scale;
}

function rightBut({ hand, numeric, elements }: Evidence, wrong: readonly number[]): boolean {
  const skipped = new Set(wrong);
  return wrong.length > 0 && alike(at(hand), at(numeric), elements.filter(index => !skipped.has(index)));
}
