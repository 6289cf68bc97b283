import type { Kind } from '../../components/kinds.ts';
import { splitOptions } from '../../plugins/commonKeys.ts';
import { currentOptions } from '../../plugins/deprecated.ts';
import { layerOptions } from '../../plugins/layerOptions.ts';
import { metricOptions } from '../../plugins/metricOptions.ts';
import { formatPath } from '../../plugins/problem.ts';
import { readReference } from '../../plugins/reference.ts';
import type { Registry } from '../../plugins/registry.ts';
import { standIns } from '../../plugins/unknownComponent.ts';
import { dataOptions } from '../dataSchema.ts';
import { describingSchemas } from '../jsonSchema/describingSchemas.ts';
import type { KeyPath, Places } from '../places.ts';
import { runSchema } from '../schema.ts';
import type { CheckedConfig } from './checkConfig.ts';
import { DefaultValues } from './defaultValues.ts';

/** A config with all that it leaves unsaid. */
export interface WholeConfig {
  readonly config: Readonly<Record<string, unknown>>;
  /** Where the value at a path comes from: `mnist.yaml:7:12`, `--set seed=3`, or `default`. */
  readonly from: (path: KeyPath) => string;
}

/** Fills the defaults into a valid config: its own, those of its components, and of components in these, plugins' too. It can be run again and gives the same run. */
export function wholeConfig({ config, folder, places, registry, settings: { training } }: CheckedConfig): WholeConfig {
  const filling = new Filling(registry);
  const own = Object.entries(filling.whole({ ...config, folder, output: config['output'] ?? 'runs' }));
  const { epochs } = training;
  const filled = own.map(([key, value]) => [key, key === 'training' && Number.isFinite(epochs) ? { epochs, ...Object(value) } : value]);
  const added = [['name'], ['folder'], ['output'], ['training', 'epochs']].filter(path => places.at(path) === undefined).map(formatPath);
  return { config: Object.fromEntries(filled), from: path => placeOf(path, places, new Set([...filling.leftOut, ...added])) };
}

function placeOf(path: KeyPath, places: Places, added: ReadonlySet<string>): string {
  const isDefault = path.some((_, index) => added.has(formatPath(path.slice(0, index + 1))));
  return isDefault ? 'default' : places.of(path) ?? 'default';
}

const kinds: Readonly<Record<string, Kind>> = { backend: 'backend', model: 'layer', optimizer: 'optimizer', data: 'dataSource' };
const lists: Readonly<Record<string, Kind>> = { metrics: 'metric', observers: 'observer' };

class Filling {
  readonly leftOut = new Set<string>();
  readonly #registry: Registry;
  readonly #values = new DefaultValues((kind, input, path) => this.#component(kind, input, path), path => this.leftOut.add(formatPath(path)));

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  whole(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const { shape } = runSchema(this.#registry);
    const entries = Object.entries(shape).map(([key, schema]) => [key, this.#part(key, config[key], plain => this.#values.of(schema, plain, [key]))]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }

  /** Who is told of a run is left to the command where nothing is said. */
  #part(key: string, input: unknown, fill: (input: unknown) => unknown): unknown {
    if (key === 'observers' && input === undefined) return undefined;
    const given = input === undefined ? fill(input) : input;
    const [kind, each] = [kinds[key], lists[key]];
    if (kind !== undefined) return given === undefined ? undefined : this.#component(kind, given, [key]);
    if (each !== undefined && Array.isArray(given)) return given.map((entry: unknown, index) => this.#component(each, entry, [key, index]));
    return key === 'loss' ? this.#losses(given) : fill(input);
  }

  #losses(given: unknown): unknown {
    return Array.isArray(given) ? given.map((each: unknown, index) => this.#loss(each, ['loss', index])) : this.#loss(given, ['loss']);
  }

  #loss(given: unknown, path: KeyPath): unknown {
    if (given === null) return given;
    if (typeof given !== 'object' || !('loss' in given) || 'use' in given) return this.#component('loss', given, path);
    const weight = 'weight' in given ? {} : { weight: 1 };
    if ('weight' in weight) this.leftOut.add(formatPath([...path, 'weight']));
    return { ...given, loss: this.#component('loss', given.loss, [...path, 'loss']), ...weight };
  }

  /** A component of which all is said stays as it was written; a name alone, for example. */
  #component(kind: Kind, input: unknown, path: KeyPath): unknown {
    if (kind === 'layer' && Array.isArray(input)) return input.map((each: unknown, index) => this.#component(kind, each, [...path, index]));
    if (typeof input === 'number') return input;
    const { use, options } = readReference(kind, input, (of, name) => this.#registry.contributions(of).get(name)?.definition.shorthand);
    const filled = this.#options(kind, use, options, path);
    return typeof input === 'string' && Object.keys(filled).length === Object.keys(options).length ? input : { use, ...filled };
  }

  #options(kind: Kind, use: string, options: Readonly<Record<string, unknown>>, path: KeyPath): object {
    const { own: given, common } = splitOptions(kind, options);
    const definition = this.#registry.contributions(kind).get(use)?.definition ?? this.#registry.contributions(standIns[kind] ?? kind).get(use)?.definition;
    const own = definition?.deprecated === undefined ? given : currentOptions(given, definition.deprecated).options;
    const filled = definition === undefined ? own : this.#values.of(definition.options(describingSchemas), own, path);
    return { ...Object(filled), ...Object(this.#common(kind, common, path)) };
  }

  #common(kind: Kind, common: Readonly<Record<string, unknown>>, path: KeyPath): unknown {
    switch (kind) {
      case 'layer': return this.#values.of(layerOptions(describingSchemas), common, path);
      case 'metric': return this.#values.of(metricOptions, common, path);
      case 'dataSource': return this.#values.of(dataOptions, common, path);
      default: return common;
    }
  }
}

/** Where each value of a whole config comes from, by its path as text. */
export function placesByPath({ config, from }: WholeConfig): Readonly<Record<string, string>> {
  const entries = (value: unknown, path: KeyPath): readonly (readonly [string, string])[] => {
    if (typeof value !== 'object' || value === null) return [[formatPath(path), from(path)]];
    const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
    return keys.flatMap(key => entries(Object(value)[key], [...path, key]));
  };
  return Object.fromEntries(entries(config, []));
}
