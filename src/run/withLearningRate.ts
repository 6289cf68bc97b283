import { asBuilt, definitionOf } from '../components/builtFrom.ts';
import type { Reference } from '../components/definition.ts';
import type { RunConfig } from '../config/schema.ts';
import { InvalidConfigError } from '../plugins/problem.ts';
import type { Registry } from '../plugins/registry.ts';
import { keysAt } from '../plugins/schemaKeys.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * A config whose optimizer has another learning rate. In an optimizer that holds others it is the last one's that has any, by the order of its options: a chain's last link,
 * the `rest` of parameter groups. Throws an InvalidConfigError where there is none; what is no optimizer at all is left to the schema.
 */
export function withLearningRate(config: RunConfig, registry: Registry, rate: Reference<'schedule'>): RunConfig {
  const given = asReference(config.optimizer, registry);
  if (given === undefined) return config;
  const optimizer = inReference(given, registry, rate);
  if (optimizer !== undefined) return { ...config, optimizer };
  throw InvalidConfigError.of([{
    path: ['optimizer'], problem: 'there is no learning rate to vary', got: given.use, expected: 'an optimizer with the option learningRate',
    next: 'end the chain with scaleByRate, or take an optimizer that has a rate',
  }]);
}

function inReference(reference: Reference<'optimizer'>, registry: Registry, rate: Reference<'schedule'>): Reference<'optimizer'> | undefined {
  const keys = optionsOf(reference, registry);
  if (keys.includes('learningRate')) return asBuilt({ ...reference, learningRate: rate }, reference);
  const found = inKeys(reference, keys, registry, rate);
  return found && asBuilt({ ...reference, ...found }, reference);
}

/** The option with the last learning rate, changed. */
function inKeys(values: Values, keys: readonly string[], registry: Registry, rate: Reference<'schedule'>): Values | undefined {
  for (const key of keys.toReversed()) {
    const changed = inValue(values[key], registry, rate);
    if (changed !== undefined) return { [key]: changed };
  }
  return undefined;
}

function inValue(value: unknown, registry: Registry, rate: Reference<'schedule'>): unknown {
  const reference = asReference(value, registry);
  if (reference !== undefined) return inReference(reference, registry, rate);
  if (Array.isArray(value)) return inList(value, registry, rate);
  if (typeof value !== 'object' || value === null) return undefined;
  const found = inKeys({ ...value }, Object.keys(value), registry, rate);
  return found && { ...value, ...found };
}

function inList(list: readonly unknown[], registry: Registry, rate: Reference<'schedule'>): readonly unknown[] | undefined {
  for (let index = list.length - 1; index >= 0; index--) {
    const changed = inValue(list[index], registry, rate);
    if (changed !== undefined) return list.with(index, changed);
  }
  return undefined;
}

/** Undefined for anything but a reference to an optimizer that is known. */
function asReference(value: unknown, registry: Registry): Reference<'optimizer'> | undefined {
  const reference = typeof value === 'string' ? { use: value } : value;
  if (typeof reference !== 'object' || reference === null || !('use' in reference) || typeof reference.use !== 'string') return undefined;
  const own: Reference<'optimizer'> = asBuilt({ ...reference, use: reference.use }, reference);
  return definitionIn(own, registry) === undefined ? undefined : own;
}

function optionsOf(reference: Reference<'optimizer'>, registry: Registry): readonly string[] {
  const definition = definitionIn(reference, registry);
  return definition === undefined ? [] : keysAt(definition.options(registry.schemas), []);
}

function definitionIn(reference: Reference<'optimizer'>, registry: Registry) {
  const own = definitionOf(reference);
  if (own !== undefined) return own.kind === 'optimizer' ? own : undefined;
  return registry.contributions('optimizer').get(reference.use)?.definition;
}
