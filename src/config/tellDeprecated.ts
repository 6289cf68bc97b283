import type { Deprecations } from '../components/definition.ts';
import { inNode } from '../platform/node.ts';
import { formatPath } from '../plugins/problem.ts';

type Path = readonly (string | number)[];
type PlaceOf = (path: Path) => string | undefined;

/** A component that was given options under names that they no longer have. */
export interface Outdated {
  readonly definition: { readonly name: string; readonly deprecated?: Deprecations };
  readonly keys: readonly string[];
}

const told = new Set<string>();

/** Warns, once in a process, of each option of a config that has another name by now: on standard error, in a browser on its console. */
export function tellDeprecated(config: unknown, outdated: readonly Outdated[], placeOf: PlaceOf = () => undefined): void {
  for (const { definition: { name, deprecated = {} }, keys } of outdated) {
    for (const key of keys) for (const path of pathsOf(config, name, key)) tell(warning([...path, key], deprecated[key], placeOf));
  }
}

function warning(path: Path, what: Deprecations[string] | undefined, placeOf: PlaceOf): string {
  const place = placeOf(path);
  const advice = what !== undefined && 'use' in what ? `has been called \`${what.use}\` since ${what.since}; it works, and will be removed` : 'is deprecated';
  return `warning: ${place === undefined ? '' : `${place}: `}${formatPath(path)} ${advice}`;
}

function tell(text: string): void {
  if (told.has(text)) return;
  told.add(text);
  if (inNode()) process.stderr.write(`${text}\n`);
  else console.warn(text);
}

/** Where a config gives the component of a name the option of a key. */
function pathsOf(value: unknown, name: string, key: string, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  const own = 'use' in value && value.use === name && Object.hasOwn(value, key) ? [path] : [];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [...own, ...inner.flatMap(([at, each]: readonly [string | number, unknown]) => pathsOf(each, name, key, [...path, at]))];
}
