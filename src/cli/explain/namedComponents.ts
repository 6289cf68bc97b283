import { ConfigError, nearestName } from '../../errors.ts';
import type { Contribution } from '../../plugins/contribution.ts';
import type { Registry } from '../../plugins/registry.ts';
import { kindOf, kinds } from '../components/kindOf.ts';

/** The components of a name: in every kind that has one, or in that of `optimizer/adam`. Throws a ConfigError with the nearest name where there is none. */
export function namedComponents(word: string, registry: Registry): readonly Contribution[] {
  const slash = word.indexOf('/');
  const wanted = slash < 0 ? kinds : [kindOf(word.slice(0, slash))];
  const name = word.slice(slash + 1);
  const found = wanted.flatMap((kind): readonly Contribution[] => [registry.contributions(kind).get(name) ?? []].flat());
  if (found.length > 0) return found;
  const known = [...new Set(wanted.flatMap(kind => [...registry.contributions(kind).keys()]))];
  const elsewhere = kinds.find(kind => registry.contributions(kind).has(name));
  throw new ConfigError('there is no such component', {
    where: 'explain', got: JSON.stringify(word), nearest: elsewhere === undefined ? nearestName(name, known) : `${elsewhere}/${name}`, next: 'chainrule list shows them all',
  });
}
