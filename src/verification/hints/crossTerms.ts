import { alike, at } from './evidence.ts';
import type { Hint } from './evidence.ts';
import { ownFormula } from './formula.ts';

/** h is a formula in one element, but n depends on the gradients of other outputs: what an input does to those is left out, all of the Jacobian but its diagonal. */
export const crossTermsHint: Hint = async evidence => {
  const { upstream, elements, numericWith, part } = evidence;
  const own = ownFormula(evidence);
  if (own === undefined || upstream === undefined || part !== 'layer') return undefined;
  const even = elements.filter(index => index % 2 === 0);
  const other = await numericWith({ targets: upstream.values.map((value, index) => (index % 2 === 0 ? value : 2 * value)) });
  const base = await numericWith({ targets: upstream.values });
  return alike(at(other), at(base), even) ? undefined : `it is ${own}, of each element by itself: what an input does to the other outputs is missing, all of the Jacobian but its diagonal`;
};
