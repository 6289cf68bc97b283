import { at, multipleOf } from './evidence.ts';
import type { Hint } from './evidence.ts';
import { expressionsIn, quantitiesOf, timesName } from './expression.ts';

/** h·g = n or h = n·g for a plain formula g: the derivative of what is inside is left out, or used twice. */
export const missingFactorHint: Hint = evidence => {
  const { hand, numeric, elements } = evidence;
  const [h, n] = [at(hand), at(numeric)];
  const told = elements.filter(index => n(index) !== 0);
  if (told.length < 3) return undefined;
  for (const { name, at: g } of quantitiesOf(evidence).flatMap(expressionsIn)) {
    const missing = multipleOf(n, index => h(index) * g(index), elements);
    if (missing !== undefined) return `a factor ${timesName(missing, name)} is missing`;
  }
  return undefined;
};
