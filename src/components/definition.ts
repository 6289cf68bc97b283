import type { ServiceIdentifier } from 'inversify';
import type * as z from 'zod/mini';
import { ConfigError } from '../errors.ts';
import { referenceTo } from './builtFrom.ts';
import type { ComponentTypes, Kind } from './kinds.ts';

/**
 * A component as it is written in a config or in code: its name and its options. It is data; the run's registry checks it and makes the component.
 * The same reference object used twice is the same component: two places in a model then share their weights.
 */
export interface Reference<K extends Kind> {
  readonly use: string;
  readonly [option: string]: unknown;
  /** For the compiler alone: tells the kinds of references apart. */
  readonly [kindOf]?: K;
}
declare const kindOf: unique symbol;

/** What a component-valued option accepts: a reference, or just a name. */
export type ReferenceInput<K extends Kind> = Reference<K> | string;

/**
 * Schemas for options that are themselves components. Each takes a reference or a name and gives the component.
 * A schedule may also be a plain number; a layer may also be a list, which is a `sequential`; a metric may also be a loss, whose mean it then is.
 */
export type ComponentSchemas = {
  readonly [K in Exclude<Kind, 'layer' | 'metric' | 'schedule'>]: () => z.ZodMiniType<ComponentTypes[K], ReferenceInput<K>>;
} & {
  readonly layer: () => z.ZodMiniType<ComponentTypes['layer'], LayerInput>;
  readonly metric: () => z.ZodMiniType<ComponentTypes['metric'], MetricInput>;
  readonly schedule: () => z.ZodMiniType<ComponentTypes['schedule'], ReferenceInput<'schedule'> | number>;
};

export type MetricInput = ReferenceInput<'metric'> | ReferenceInput<'loss'>;
export type LayerInput = ReferenceInput<'layer'> | ReferenceInput<'regularizer'> | readonly LayerInput[];

/** A use of a component, which `verify` checks: its options, and what goes in. */
export interface ComponentExample {
  /** The defaults where they are left out. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Without the batch axis: what a layer or a regularizer is given, or the prediction and the target of a loss. Usual shapes are tried where they are left out. */
  readonly inputs?: readonly ExampleInput[];
}

/** A shape, whose values are then normal numbers; or a column with numbers evenly drawn from a range, ends included. */
export type ExampleInput = readonly number[] | {
  readonly shape: readonly number[];
  /** float if left out. */
  readonly dtype?: 'float' | 'int32' | undefined;
  readonly range?: readonly [least: number, greatest: number] | undefined;
};

/** Tokens of services, as a definition lists those that it asks for. */
export type Tokens = readonly ServiceIdentifier[];
/** The services of tokens, in their order. */
export type ServicesOf<Asked extends Tokens> = { readonly [Index in keyof Asked]: Asked[Index] extends ServiceIdentifier<infer Service> ? Service : never };

/** What has become of an option that older configs give: another name, since a version, under which its value is taken; or nothing, with what to do. */
export type Deprecation = { readonly use: string; readonly since: string } | { readonly removed: string; readonly next: string };

/** Options that a component once had, by their old names: `{ rate: { use: 'learningRate', since: '0.2' } }`. */
export type Deprecations = Readonly<Record<string, Deprecation>>;

/** A named, configurable part: what a plugin contributes, and how the framework contributes its own. */
export interface Definition<K extends Kind, Options extends z.core.$ZodType = z.core.$ZodType, Asked extends Tokens = Tokens> {
  readonly kind: K;
  readonly name: string;
  /** One line of documentation. */
  readonly summary: string;
  /** The schema of the options, an object; defaults belong in it. */
  options(components: ComponentSchemas): Options;
  /** The option that a bare argument stands for: `l2(1e-4)` is `l2({ lambda: 1e-4 })`. */
  readonly shorthand?: string;
  /** Services of the run that `create` is given after its options: `inject: [LOGGER, CLOCK] as const`. */
  readonly inject?: Asked;
  /** Options of older versions. A renamed one is taken with a warning, a removed one is an error that says what to do. */
  readonly deprecated?: Deprecations;
  create(options: z.output<Options>, ...services: ServicesOf<Asked>): ComponentTypes[K];
  /** Uses for `verify` to check, where its defaults are none: options that must be given, indices as inputs, probabilities. */
  readonly examples?: readonly ComponentExample[];
}

/** Options that every layer takes beside its own. */
export interface LayerOptions {
  /** The layer's segment of the path, in place of its component's name. */
  readonly name?: string;
  /** A penalty or transform of the layer's output. */
  readonly outputRegularizer?: ReferenceInput<'regularizer'>;
  /** Layers with the same word here are one layer, with one set of weights. In code, use one reference twice instead. */
  readonly sharedAs?: string;
}

/** Options that every metric takes beside its own. */
export interface MetricOptions {
  /** What the figure goes by, in place of the metric's name: so that one metric can stand in a list twice. */
  readonly name?: string;
}

/** Options that every data source takes beside its own. */
export interface DataSourceOptions {
  /** The part of the training samples held out for validation: below 1 a fraction, from 1 on their number. */
  readonly validation?: number | { readonly size: number; readonly rows?: 'shuffled' | 'stratified' | 'last' };
  /** Subtracts the mean and divides by the deviation of the training part: true for the inputs, or each by name. */
  readonly standardise?: boolean | { readonly inputs?: boolean | readonly string[]; readonly targets?: boolean };
  /** Draws a new order of the samples for each epoch. */
  readonly shuffle?: boolean;
  /** Gives the classes of the training part the same number of samples: small ones repeated, or large ones cut. The class that the loss ignores stays as it is. */
  readonly balance?: 'oversample' | 'undersample';
}

interface CommonOptions {
  readonly layer: LayerOptions;
  readonly metric: MetricOptions;
  readonly dataSource: DataSourceOptions;
}
type Named<Input> = string extends keyof Input ? unknown : Input;
type OwnOptions<K extends Kind, Options extends z.core.$ZodType> = Named<z.input<Options>> & (K extends keyof CommonOptions ? CommonOptions[K] : unknown);
type Bare<Options extends z.core.$ZodType, S extends string> = S extends keyof z.input<Options> ? z.input<Options>[S] : never;
type Arguments<Own, B> = Record<never, never> extends Own ? [options?: Own | B] : [options: Own | B];

/** Makes references to a component in code: `dense({ units: 10 })`. `S` is the option that a bare argument stands for. */
export interface Builder<K extends Kind, Options extends z.core.$ZodType = z.core.$ZodType, S extends string = string> {
  (...options: Arguments<OwnOptions<K, Options>, Bare<Options, S>>): Reference<K>;
  readonly definition: Definition<K, Options>;
}

/** A builder of any options, as plugins list them. */
export interface AnyBuilder<K extends Kind = Kind> {
  readonly definition: { [Each in K]: Definition<Each> }[K];
}

type Defined<K extends Kind, Options extends z.core.$ZodType, S extends string, Asked extends Tokens> = Omit<Definition<K, Options, Asked>, 'kind' | 'shorthand'> & { readonly shorthand?: S };

function definer<K extends Kind>(kind: K) {
  return <Options extends z.core.$ZodType, S extends string = never, const Asked extends Tokens = readonly []>(definition: Defined<K, Options, S, Asked>): Builder<K, Options, S> => {
    const whole = { kind, ...definition };
    const build = (...[options]: Arguments<OwnOptions<K, Options>, Bare<Options, S>>): Reference<K> => referenceTo<K>(whole, { use: definition.name, ...asOptions(definition, options) });
    return Object.assign(build, { definition: whole });
  };
}

function asOptions({ name, shorthand }: { readonly name: string; readonly shorthand?: string }, options: unknown): object {
  if (options === undefined) return {};
  if (typeof options === 'object' && options !== null && !Array.isArray(options) && !('use' in options)) return options;
  if (shorthand === undefined) {
    throw new ConfigError('options that are not an object', { where: name, got: written(options), expected: 'an object of options by name', next: `write ${name}({ … })` });
  }
  return { [shorthand]: options };
}

function written(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  return typeof value === 'bigint' || typeof value === 'symbol' ? String(value) : JSON.stringify(value);
}

export const defineLayer = definer('layer');
export const defineLoss = definer('loss');
export const defineOptimizer = definer('optimizer');
export const defineRegularizer = definer('regularizer');
export const defineProjection = definer('projection');
export const defineInitializer = definer('initializer');
export const defineSchedule = definer('schedule');
export const defineMetric = definer('metric');
export const defineDataSource = definer('dataSource');
export const defineObserver = definer('observer');
export const defineBackend = definer('backend');
