import { kindWords } from '../../components/kinds.ts';
import type { Kind } from '../../components/kinds.ts';
import { ConfigError, nearestName } from '../../errors.ts';
import { contributionKeys } from '../../plugins/pluginModule.ts';

export const kinds = Object.keys(kindWords) as readonly Kind[];

/** The kind that a word names: `layer`, `layers`, `dataSources`, `data-sources`. Throws a ConfigError with the nearest for any other. */
export function kindOf(word: string): Kind {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[\s_-]/gu, '');
  const found = kinds.find(kind => [kind, contributionKeys[kind]].some(name => plain(name) === plain(word)));
  if (found !== undefined) return found;
  const known = Object.values(contributionKeys);
  throw new ConfigError('there is no such kind of component', { got: JSON.stringify(word), expected: `one of ${known.join(', ')}`, nearest: nearestName(word, known) });
}
