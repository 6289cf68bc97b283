import type * as z from 'zod/mini';
import type { ComponentSchemas, Definition, LayerInput, MetricInput, ReferenceInput } from '../components/definition.ts';
import { kindWords } from '../components/kinds.ts';
import type { ComponentTypes, Kind } from '../components/kinds.ts';
import { lossMetric } from '../metrics/lossMetric.ts';
import type { Metric } from '../metrics/metric.ts';
import { regularizerLayer, withOutputRegularizer } from '../layers/regularized.ts';
import type { Layer } from '../layers/layer.ts';
import { isOfKind, isOwn, pluginOf } from './contribution.ts';
import type { Contribution, Contributions, PluginOrigin } from './contribution.ts';
import { blamedFor, createChecked } from './createChecked.ts';
import type { Making } from './createChecked.ts';
import { componentSchema } from './componentSchema.ts';
import { commonKeys, splitOptions } from './commonKeys.ts';
import { layerOptions } from './layerOptions.ts';
import { MadeComponents } from './madeComponents.ts';
import { metricOptions } from './metricOptions.ts';
import type { Problem } from './problem.ts';
import { readReference } from './reference.ts';
import type { PlainReference } from './reference.ts';
import { requireSchema } from './requireSchema.ts';
import type { ServiceSource } from './serviceSource.ts';
import { SharedLayers } from './sharedLayers.ts';
import { unknownComponent } from './unknownComponent.ts';
import { parseProblems, valuesOf } from './zodProblems.ts';
import type { Parsed } from './zodProblems.ts';

/**
 * Makes the components of one run from references, and remembers them: the same reference object gives the same component, so that two
 * places of a model share weights. A name, or an equal but different object, gives a fresh one.
 */
export class Registry {
  /** Schemas that take references and give components. */
  readonly schemas: ComponentSchemas;
  /** Components that were given options under old names, and these. */
  readonly outdated: { readonly definition: Definition<Kind>; readonly keys: readonly string[] }[] = [];
  readonly #contributions: Contributions;
  readonly #services: ServiceSource;
  readonly #made = new MadeComponents();
  readonly #options = new WeakMap<object, z.core.$ZodType>();
  readonly #shared = new SharedLayers();
  readonly #used = new Map<string, PluginOrigin>();

  constructor(contributions: Contributions, services: ServiceSource) {
    this.#contributions = contributions;
    this.#services = services;
    this.schemas = {
      layer: () => this.#schema<'layer', LayerInput>('layer'),
      schedule: () => this.#schema<'schedule', ReferenceInput<'schedule'> | number>('schedule'),
      loss: () => this.#schema('loss'),
      optimizer: () => this.#schema('optimizer'),
      regularizer: () => this.#schema('regularizer'),
      projection: () => this.#schema('projection'),
      initializer: () => this.#schema('initializer'),
      metric: () => this.#schema<'metric', MetricInput>('metric'),
      dataSource: () => this.#schema('dataSource'),
      observer: () => this.#schema('observer'),
      backend: () => this.#schema('backend'),
    };
  }

  /** The definitions of a kind by name. */
  contributions<K extends Kind>(kind: K): ReadonlyMap<string, Contribution<K>> {
    return this.#contributions[kind];
  }

  /** The component that a reference, or one of its short forms, names. Throws an InvalidConfigError that lists all of its problems. */
  create<K extends Kind>(kind: K, input: unknown): ComponentTypes[K] {
    const make = () => this.#made.add(kind, this.#make(kind, this.#read(kind, input)));
    return typeof input === 'object' && input !== null ? this.#made.of(kind, input, make) : make();
  }

  /** Throws what `create` would, without making the component itself: a backend is checked long before it is loaded. */
  check(kind: Exclude<Kind, 'layer'>, input: unknown): void {
    const reference = this.#read(kind, input);
    valuesOf(this.#parse(this.#find(kind, reference), reference));
  }

  /** True for a reference object that `create` has made a component of this kind of. */
  hasMade(kind: Kind, reference: object): boolean {
    return this.#made.has(kind, reference);
  }

  /** Every component of a kind that was made so far, however deep inside others, in the order in which they were finished. */
  made<K extends Kind>(kind: K): readonly ComponentTypes[K][] {
    return this.#made.all(kind);
  }

  /** The plugins that components were made of so far, the framework's own left out. */
  get usedPlugins(): readonly PluginOrigin[] {
    return [...this.#used.values()];
  }

  /** The name that a component goes by: a layer's own `name`, else that of its definition. */
  readonly nameOf = (component: object): string => this.#made.nameOf(component);

  #schema<K extends Kind, Input = ReferenceInput<K>>(kind: K): z.ZodMiniType<ComponentTypes[K], Input> {
    return componentSchema<ComponentTypes[K], Input>(input => this.create(kind, input));
  }

  #read(kind: Kind, input: unknown): PlainReference {
    return readReference(kind, input, (kind, name) => this.#contributions[kind].get(name)?.definition.shorthand);
  }

  #find<K extends Kind>(kind: K, reference: PlainReference): Definition<K> {
    if (isOfKind(reference.definition, kind)) return reference.definition;
    const contribution = this.#contributions[kind].get(reference.use);
    if (contribution === undefined) throw unknownComponent(kind, reference, this.#contributions);
    return contribution.definition;
  }

  #make<K extends Kind>(kind: K, reference: PlainReference): ComponentTypes[K] {
    if (kind === 'layer') return this.#layer(reference) as ComponentTypes[K];
    return kind === 'metric' ? this.#metric(reference) as ComponentTypes[K] : this.#component(kind, reference);
  }

  #component<K extends Kind>(kind: K, reference: PlainReference): ComponentTypes[K] {
    const definition = this.#find(kind, reference);
    const [options] = valuesOf(this.#parse(definition, reference));
    return this.#made.named(createChecked(definition, options, this.#making(definition)), definition.name);
  }

  #layer(reference: PlainReference): Layer {
    const { own, common } = splitOptions('layer', reference.options);
    const definition = this.#findEither('layer', 'regularizer', reference);
    const parsed = this.#parse(definition, { ...reference, options: own });
    const [{ name, outputRegularizer, sharedAs }, options] = valuesOf(parseProblems(layerOptions(this.schemas), common), parsed);
    const make = (): Layer => {
      const plain = this.#made.named(layerOf(definition, options, this.#making(definition)), definition.name);
      const layer = outputRegularizer === undefined ? plain : withOutputRegularizer(plain, outputRegularizer);
      return this.#made.named(layer, name ?? this.nameOf(plain));
    };
    return sharedAs === undefined ? make() : this.#shared.layer(sharedAs, reference, make);
  }

  #metric(reference: PlainReference): Metric {
    const { own, common } = splitOptions('metric', reference.options);
    const definition = this.#findEither('metric', 'loss', reference);
    const [{ name }, options] = valuesOf(parseProblems(metricOptions, common), this.#parse(definition, { ...reference, options: own }));
    return this.#made.named(metricOf(definition, options, this.#making(definition)), name ?? definition.name);
  }

  /** A component of a kind, or of another kind that stands in the place of one: a regularizer as a layer, a loss as a metric. */
  #findEither<K extends Kind, Other extends Kind>(kind: K, other: Other, reference: PlainReference): Definition<K> | Definition<Other> {
    if (isOfKind(reference.definition, other)) return reference.definition;
    const own = isOfKind(reference.definition, kind) || this.#contributions[kind].has(reference.use) || !this.#contributions[other].has(reference.use);
    return own ? this.#find(kind, reference) : this.#find(other, reference);
  }

  /** The framework's own mistakes are bugs; those of a plugin are told as such. */
  #making(definition: Definition<Kind>): Making {
    const contribution = this.#contributions[definition.kind].get(definition.name);
    const services = this.#services;
    if (contribution?.definition !== definition || isOwn(contribution)) return { services, plugin: undefined };
    const plugin = pluginOf(contribution);
    this.#used.set(plugin, { name: contribution.plugin, from: contribution.from });
    return { services, plugin };
  }

  #parse(definition: Definition<Kind>, { options, implied }: PlainReference): Parsed<unknown> {
    const parse = (given: PlainReference['options']) => this.#checking(definition, () => parseProblems(this.#schemaOf(definition), given, commonKeys[definition.kind] ?? []));
    const parsed = definition.deprecated === undefined ? parse(options) : this.#services.parseAged(definition.deprecated, options, parse, keys => this.outdated.push({ definition, keys }));
    return 'problems' in parsed ? { problems: parsed.problems.map(problem => withoutImplied(problem, implied)) } : parsed;
  }

  /** A schema, and its transforms, are a plugin's own code. */
  #checking<T>(definition: Definition<Kind>, work: () => T): T {
    const making = this.#making(definition);
    const blamed = blamedFor(definition, making);
    return blamed === undefined ? work() : making.services.call(work, 'options', blamed);
  }

  #schemaOf(definition: Definition<Kind>): z.core.$ZodType {
    const known = this.#options.get(definition);
    if (known !== undefined) return known;
    const schema = requireSchema(definition.options(this.schemas), `${kindWords[definition.kind]} ${definition.name}`);
    this.#options.set(definition, schema);
    return schema;
  }
}

function layerOf(definition: Definition<'layer'> | Definition<'regularizer'>, options: unknown, making: Making): Layer {
  return definition.kind === 'layer' ? createChecked(definition, options, making) : regularizerLayer(createChecked(definition, options, making));
}

function metricOf(definition: Definition<'metric'> | Definition<'loss'>, options: unknown, making: Making): Metric {
  return definition.kind === 'metric' ? createChecked(definition, options, making) : lossMetric(createChecked(definition, options, making));
}

function withoutImplied(problem: Problem, implied: string | undefined): Problem {
  return implied !== undefined && problem.path[0] === implied ? { ...problem, path: problem.path.slice(1) } : problem;
}
