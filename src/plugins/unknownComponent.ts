import { kindWords } from '../components/kinds.ts';
import type { Kind } from '../components/kinds.ts';
import { suggestNames } from '../errors.ts';
import { describeValue, InvalidConfigError, withArticle } from './problem.ts';
import type { PlainReference } from './reference.ts';
import type { Contributions } from './contribution.ts';

/** The error for a name that no plugin contributes, with the names that are known. */
export function unknownComponent(kind: Kind, { use: name, usePath }: PlainReference, contributions: Contributions): InvalidConfigError {
  const known = knownNames(kind, contributions);
  const elsewhere = otherKind(kind, name, contributions);
  return InvalidConfigError.of([{
    path: usePath,
    problem: `unknown ${kindWords[kind]} ${describeValue(name)}`,
    got: elsewhere && `${withArticle(kindWords[elsewhere])} of that name`,
    expected: known.length === 0 ? `no ${kindWords[kind]} is known` : `one of ${[...known].sort().join(', ')}`,
    ...suggestNames(name, known),
    next: known.length === 0 ? 'contribute one with a plugin' : undefined,
    unknown: { kind, name },
  }]);
}

/** What may stand in the place of a component of another kind. */
export const standIns: Readonly<Partial<Record<Kind, Kind>>> = { layer: 'regularizer', metric: 'loss' };

function knownNames(kind: Kind, contributions: Contributions): readonly string[] {
  const other = standIns[kind];
  return [...new Set([...contributions[kind].keys(), ...(other === undefined ? [] : contributions[other].keys())])];
}

function otherKind(kind: Kind, name: string, contributions: Contributions): Kind | undefined {
  const kinds = Object.keys(kindWords) as Kind[];
  return kinds.find(other => other !== kind && contributions[other].has(name));
}

/** The error for a reference object that is reached from itself. */
export function containsItself(): InvalidConfigError {
  return InvalidConfigError.of([{ path: [], problem: 'a reference contains itself', expected: 'references that end' }]);
}
