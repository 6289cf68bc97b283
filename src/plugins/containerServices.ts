import type { Container } from 'inversify';
import { PluginError } from '../errors.ts';
import { parseAged } from './deprecated.ts';
import { guardedCall } from './guarded.ts';
import type { ServiceSource } from './serviceSource.ts';
import { taken } from './taken.ts';

/** The services of a run's container. */
export function containerServices(container: Container): ServiceSource {
  return {
    call: guardedCall,
    take: taken,
    parseAged,
    get(token, where) {
      if (container.isBound(token)) return container.get(token);
      throw new PluginError('this service is not there', {
        where, got: String(typeof token === 'function' ? token.name : token), expected: 'LOGGER, CLOCK, RANDOM, RUN_FOLDER, BACKEND_PROVIDER or CONSTRUCT, imported from chainrule, or what a plugin binds',
      });
    },
  };
}
