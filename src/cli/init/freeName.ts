import type { AnyBuilder } from '../../components/definition.ts';
import type { Kind } from '../../components/kinds.ts';
import { kindWords } from '../../components/kinds.ts';
import { ConfigError } from '../../errors.ts';
import { builtIn } from '../../plugins/builtIn.ts';

/** Throws a ConfigError for the name of a component that comes with the framework: two of one name cannot be told apart. */
export function requireFreeName(component: string, kind: Kind): void {
  const { commands: _, ...contributed } = builtIn.contributes;
  const all = Object.values(contributed).flatMap((builders: readonly AnyBuilder[]) => builders.map(({ definition }) => definition));
  if (!all.some(own => own.kind === kind && own.name === component)) return;
  throw new ConfigError(`there is a ${kindWords[kind]} of this name in chainrule`, { where: component, next: 'choose another name' });
}
