import type { Container, ServiceIdentifier } from 'inversify';
import type { Tokens } from '../components/definition.ts';
import { PluginError } from '../errors.ts';
import { guarded, guardedCall } from './guarded.ts';
import type { Blamed } from './guarded.ts';

/** What a registry has from its run for the components of plugins. */
export interface ServiceSource {
  /** The service of a token. Throws a PluginError, located at `where`, for one that nothing binds. */
  get(token: ServiceIdentifier, where: string): unknown;
  /** Does a plugin's work; see `guardedCall`. */
  call<T>(work: () => T, name: string, blamed: Blamed): T;
  /** A plugin's component with its methods guarded; see `guarded`. */
  guard<T>(component: T, blamed: Blamed): T;
}

/** The services that a definition lists, in their order. Throws a PluginError, located at `place`, for one that nothing binds. */
export function askedServices(services: Pick<ServiceSource, 'get'>, { inject = [] }: { readonly inject?: Tokens }, place: string): readonly unknown[] {
  return inject.map((token, index) => services.get(token, `${place}: inject[${index}]`));
}

/** The services of a run's container. */
export function serviceSource(container: Container): ServiceSource {
  return {
    call: guardedCall,
    guard: guarded,
    get(token, where) {
      if (container.isBound(token)) return container.get(token);
      throw new PluginError('this service is not there', {
        where, got: nameOf(token), expected: 'LOGGER, CLOCK, RANDOM, RUN_FOLDER, BACKEND_PROVIDER or CONSTRUCT, imported from chainrule, or what a plugin binds',
      });
    },
  };
}

/** For a registry without a container, which has no plugins. */
export const withoutServices: ServiceSource = {
  call: work => work(),
  guard: component => component,
  get(token, where) {
    throw new PluginError('the core has no services', { where, got: nameOf(token), next: 'import createRun from chainrule' });
  },
};

function nameOf(token: ServiceIdentifier): string {
  return String(typeof token === 'function' ? token.name : token);
}
