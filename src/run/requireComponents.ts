import type { AnyBuilder } from '../components/definition.ts';
import { kindWords } from '../components/kinds.ts';
import { ConfigError } from '../errors.ts';
import { describeValue } from '../plugins/problem.ts';

/** Throws a ConfigError where the components that a run is given are no list of them: a name or a reference has no definition to know it by. */
export function requireComponents(components: readonly AnyBuilder[]): void {
  const given: unknown = components;
  if (!Array.isArray(given)) throw notComponent('components', given, 'a list of components, without calling them: [tanh]');
  for (const [index, component] of given.entries()) {
    if (!isBuilder(component)) throw notComponent(`components[${index}]`, component, `a component, without calling it: ${nameOf(component) ?? 'tanh'}`);
  }
}

function notComponent(where: string, given: unknown, expected: string): ConfigError {
  return new ConfigError('not a component', { where, got: describeValue(given), expected, next: "import it from 'chainrule/core'" });
}

function isBuilder(component: unknown): boolean {
  const definition = keyOf(component, 'definition');
  return typeof keyOf(definition, 'name') === 'string' && Object.hasOwn(kindWords, String(keyOf(definition, 'kind')));
}

/** The name that a name or a reference calls a component by. */
function nameOf(component: unknown): string | undefined {
  const name = typeof component === 'string' ? component : keyOf(component, 'use');
  return typeof name === 'string' && /^\w+$/u.test(name) ? name : undefined;
}

function keyOf(value: unknown, key: string): unknown {
  return (typeof value === 'object' && value !== null) || typeof value === 'function' ? Reflect.get(value, key) as unknown : undefined;
}
