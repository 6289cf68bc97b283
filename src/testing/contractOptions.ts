import type { Plugin } from '../plugins/definePlugin.ts';
import type { TestedBackend } from './testedBackends.ts';

/** What every contract takes beside its component. */
export interface ContractOptions {
  /** Names the case in errors. */
  readonly label?: string;
  /** Where the component comes from, unless it is the framework's own. */
  readonly plugins?: readonly Plugin[];
  /** `typescript` if left out; `await testedBackends()` gives all. */
  readonly backends?: readonly TestedBackend[];
  readonly batchSize?: number;
  /** Draws inputs, parameters and coefficients. */
  readonly seed?: number;
}
