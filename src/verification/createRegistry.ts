import { builtIn } from '../plugins/builtIn.ts';
import { createContainer } from '../plugins/container.ts';
import type { Plugin } from '../plugins/definePlugin.ts';
import type { Registry } from '../plugins/registry.ts';
import { REGISTRY } from '../plugins/tokens.ts';

/** A registry of the framework's components and those of plugins, as a run of its own would have. */
export function createRegistry(plugins: readonly Plugin[]): Registry {
  return createContainer([builtIn, ...plugins]).get(REGISTRY);
}
