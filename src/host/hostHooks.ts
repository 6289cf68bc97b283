import { hostAddresses } from './hostAddresses.ts';
import { nodeModule } from '../platform/node.ts';

type Next = (specifier: string, context: { readonly parentURL?: string | undefined }) => unknown;
/** Node's hooks that run in the same thread, since 22.15; its older ones run in a thread of their own. */
type Module = typeof import('node:module') & { readonly registerHooks?: (hooks: { readonly resolve: unknown }) => unknown };

let registered = false;

/**
 * Has Node answer imports of the shared modules with those that run, for what jiti leaves to Node: the JavaScript modules that a plugin imports. What another package imports of
 * inversify or zod stays its own. It is for the compiled package; from sources a loader resolves imports already.
 */
export function shareWithNode(): void {
  if (registered || !import.meta.url.endsWith('.js')) return;
  registered = true;
  const module: Module = nodeModule('node:module');
  if (module.registerHooks !== undefined) module.registerHooks({ resolve: resolver(hostAddresses) });
  else module.register(`data:text/javascript,${encodeURIComponent(`export const resolve = (${resolver})(${JSON.stringify(hostAddresses)});`)}`);
}

/** Its text is run in the thread of the older hooks, so that it uses nothing but its argument. */
function resolver(addresses: Readonly<Record<string, string>>): (specifier: string, context: { readonly parentURL?: string | undefined }, next: Next) => unknown {
  return (specifier, context, next) => {
    const url = addresses[specifier];
    const isOthers = !specifier.startsWith('chainrule') && context.parentURL?.includes('/node_modules/') === true;
    return url === undefined || isOthers ? next(specifier, context) : { url, shortCircuit: true };
  };
}
