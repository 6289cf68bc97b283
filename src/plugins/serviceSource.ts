import type { ServiceIdentifier } from 'inversify';
import type { Tokens } from '../components/definition.ts';
import { PluginError } from '../errors.ts';
import type { parseAged } from './deprecated.ts';
import type { Blamed } from './guarded.ts';
import type { taken } from './taken.ts';

/** What a registry has from its run for the components of plugins. */
export interface ServiceSource {
  /** The service of a token. Throws a PluginError, located at `where`, for one that nothing binds. */
  get(token: ServiceIdentifier, where: string): unknown;
  /** Does a plugin's work; see `guardedCall`. */
  call<T>(work: () => T, name: string, blamed: Blamed): T;
  /** What a factory made, checked, and that of a plugin with its methods guarded; see `taken`. */
  readonly take: typeof taken;
  /** Parses options of which some may have names of older versions; see `parseAged`. */
  readonly parseAged: typeof parseAged;
}

/** The services that a definition lists, in their order. Throws a PluginError, located at `place`, for one that nothing binds. */
export function askedServices(services: Pick<ServiceSource, 'get'>, { inject = [] }: { readonly inject?: Tokens }, place: string): readonly unknown[] {
  return inject.map((token, index) => services.get(token, `${place}: inject[${index}]`));
}

/** For a registry without a container, which has no plugins. */
export const withoutServices: ServiceSource = {
  call: work => work(),
  take: component => component,
  parseAged: (_, options, parse) => parse(options),
  get(_, where) {
    throw new PluginError('the core has no services', { where, next: 'import createRun from chainrule' });
  },
};
