import type { Newable, ServiceIdentifier } from 'inversify';
import type { Backend } from '../backends/backend.ts';
import type { Kind } from '../components/kinds.ts';
import type { GradientEngine } from '../gradients/gradientEngine.ts';
import type { ContributedCommand } from './defineCommand.ts';
import type { Contribution } from './contribution.ts';
import type { Registry } from './registry.ts';
import type { Clock, Logger, RandomSource, RunState } from './services.ts';

/**
 * The contribution points, one a kind. A plugin binds any number of definitions to each:
 * `bind(CONTRIBUTIONS.layer).toConstantValue({ plugin: 'mine', definition: spiral.definition })`.
 */
export const CONTRIBUTIONS: { readonly [K in Kind]: ServiceIdentifier<Contribution<K>> } = {
  layer: token('layer'),
  loss: token('loss'),
  optimizer: token('optimizer'),
  regularizer: token('regularizer'),
  projection: token('projection'),
  initializer: token('initializer'),
  schedule: token('schedule'),
  metric: token('metric'),
  dataSource: token('dataSource'),
  observer: token('observer'),
  backend: token('backend'),
};

/** The contribution point of commands: `bind(COMMANDS).toConstantValue({ plugin: 'mine', definition: hello })`. */
export const COMMANDS: ServiceIdentifier<ContributedCommand> = token('command');

/** The run's components by name: all contributions of its plugins. */
export const REGISTRY: ServiceIdentifier<Registry> = token('registry');
/** The backend that the run's config chose. */
export const BACKEND: ServiceIdentifier<Backend> = token('run/backend');
/** The way to gradients that the run's config chose. */
export const GRADIENT_ENGINE: ServiceIdentifier<GradientEngine> = token('run/gradientEngine');
/** The seed that initial values, shuffles and noise are derived from. */
export const SEED: ServiceIdentifier<number> = token('run/seed');

/** Tells people how something goes, beside what observers tell. */
export const LOGGER: ServiceIdentifier<Logger> = token('logger');
/** The time; a test replaces it. */
export const CLOCK: ServiceIdentifier<Clock> = token('clock');
/** Random numbers that follow from the run's seed. */
export const RANDOM: ServiceIdentifier<RandomSource> = token('random');
/** Gives the folder that the run writes into; undefined before the training begins, and where nothing is written. */
export const RUN_FOLDER: ServiceIdentifier<() => string | undefined> = token('run/folder');
/** Gives the run's backend. It is chosen when data and model are known, so that observers and data sources, which are made before, ask when they are told something. Throws a PluginError before. */
export const BACKEND_PROVIDER: ServiceIdentifier<() => Backend> = token('run/backendProvider');
/** Makes an instance of a class whose constructor asks for services by inversify's decorators: `construct(Drawing, options)`. */
export const CONSTRUCT: ServiceIdentifier<<T extends object>(type: Newable<T>, options?: unknown) => T> = token('construct');
/** The options of the component that `CONSTRUCT` makes, for its constructor: `@inject(OPTIONS) options`. */
export const OPTIONS: ServiceIdentifier<unknown> = token('options');
/** What becomes known while the run goes on. */
export const RUN_STATE: ServiceIdentifier<RunState> = token('run/state');

/** Registered symbols, so that a plugin built against another copy of the package meets the same points. */
function token(name: string): symbol {
  return Symbol.for(`chainrule/${name}`);
}
