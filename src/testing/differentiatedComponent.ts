import { definitionOf } from '../components/builtFrom.ts';
import type { LayerInput, ReferenceInput } from '../components/definition.ts';
import { kindWords } from '../components/kinds.ts';
import { ConfigError } from '../errors.ts';
import type { Plugin } from '../plugins/definePlugin.ts';
import { describeValue, withArticle } from '../plugins/problem.ts';
import type { DifferentiatedKind } from '../verification/builtInExamples.ts';
import type { NamedComponent } from '../verification/componentProblems.ts';
import { createRegistry } from '../plugins/createRegistry.ts';
import { differentiatedKinds } from '../verification/verifyComponents.ts';

/** A component that has a derivative. */
export type DifferentiatedInput = LayerInput | ReferenceInput<'loss'> | ReferenceInput<'regularizer'>;

/** What is to be verified, by its kind and name. Throws a ConfigError for what is no layer, loss or regularizer. */
export function differentiatedComponent(component: DifferentiatedInput, plugins: readonly Plugin[]): Pick<NamedComponent, 'kind' | 'name' | 'reference'> {
  if (Array.isArray(component)) return { kind: 'layer', name: 'sequential', reference: { use: 'sequential', layers: component } };
  if (typeof component === 'string') return { kind: kindOf(component, plugins), name: component };
  if (!isReference(component)) throw noComponent(component);
  return { kind: builtKind(component) ?? kindOf(component.use, plugins), name: component.use, reference: component };
}

function isReference(component: unknown): component is { readonly use: string } {
  return typeof component === 'object' && component !== null && 'use' in component && typeof component.use === 'string';
}

/** The kind of what a builder gave. */
function builtKind(reference: object): DifferentiatedKind | undefined {
  const definition = definitionOf(reference);
  if (definition === undefined) return undefined;
  const kind = differentiatedKinds.find(own => own === definition.kind);
  if (kind !== undefined) return kind;
  throw new ConfigError(`${withArticle(kindWords[definition.kind])} has no gradient to verify`, { where, got: definition.name, expected });
}

/** The first kind that has a component of this name; a layer where none has. */
function kindOf(name: string, plugins: readonly Plugin[]): DifferentiatedKind {
  const registry = createRegistry(plugins);
  return differentiatedKinds.find(kind => registry.contributions(kind).has(name)) ?? 'layer';
}

const where = 'expectCorrectGradients';
const expected = 'a layer, a loss or a regularizer: what a builder gives, gelu(), or its name; or a list of layers';

function noComponent(given: unknown): ConfigError {
  if (typeof given !== 'function') return new ConfigError('this is no component', { where, got: describeValue(given), expected });
  const { definition } = given as Partial<{ definition: { name?: unknown; kind?: unknown } }>;
  if (definition === undefined) return new ConfigError('a function is no component', { where, got: given.name || 'a function without a name', expected, next: 'define it with defineLayer' });
  const name = String(definition.name);
  return new ConfigError(`${name} is a function that makes a ${String(definition.kind)}`, { where, got: name, expected: `${name}()`, next: `call it: ${name}()` });
}
