import { builtIn } from './builtIn.ts';
import { createContainer } from './container.ts';
import type { Plugin } from './definePlugin.ts';
import type { Registry } from './registry.ts';
import { REGISTRY } from './tokens.ts';

/** A registry of the framework's components and those of plugins, as a run of its own, of this seed, would have. */
export function createRegistry(plugins: readonly Plugin[], seed?: number): Registry {
  return createContainer([builtIn, ...plugins], seed).get(REGISTRY);
}
