import type { ServiceIdentifier } from 'inversify';
import type { Backend } from '../backends/backend.ts';
import type { Kind } from '../components/kinds.ts';
import type { GradientEngine } from '../gradients/gradientEngine.ts';
import type { Contribution } from './contribution.ts';
import type { Registry } from './registry.ts';

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

/** The run's components by name: all contributions of its plugins. */
export const REGISTRY: ServiceIdentifier<Registry> = token('registry');
/** The backend that the run's config chose. */
export const BACKEND: ServiceIdentifier<Backend> = token('run/backend');
/** The way to gradients that the run's config chose. */
export const GRADIENT_ENGINE: ServiceIdentifier<GradientEngine> = token('run/gradientEngine');
/** The seed that initial values, shuffles and noise are derived from. */
export const SEED: ServiceIdentifier<number> = token('run/seed');

/** Registered symbols, so that a plugin built against another copy of the package meets the same points. */
function token(name: string): symbol {
  return Symbol.for(`chainrule/${name}`);
}
