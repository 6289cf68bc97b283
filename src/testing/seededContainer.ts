import type { Container } from 'inversify';
import { builtIn } from '../plugins/builtIn.ts';
import { createContainer } from '../plugins/container.ts';
import type { Plugin } from '../plugins/definePlugin.ts';
import type { Registry } from '../plugins/registry.ts';
import { REGISTRY, SEED } from '../plugins/tokens.ts';

/** A container as a run of this seed has it, for components that ask for its random numbers. A seed that a plugin binds stays. */
export function seededContainer(plugins: readonly Plugin[], seed: number): Container {
  const container = createContainer([builtIn, ...plugins]);
  if (!container.isBound(SEED)) container.bind(SEED).toConstantValue(seed);
  return container;
}

/** Its registry. */
export function seededRegistry(plugins: readonly Plugin[], seed: number): Registry {
  return seededContainer(plugins, seed).get(REGISTRY);
}
