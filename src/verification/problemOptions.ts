import type { Plugin } from '../plugins/definePlugin.ts';

/** What the making of every gradient problem takes beside its component. */
export interface ProblemOptions {
  /** Names the case in errors. */
  readonly label?: string;
  /** Where the component comes from, unless it is the framework's own. */
  readonly plugins?: readonly Plugin[];
  readonly batchSize?: number;
  /** Draws inputs, parameters and coefficients. */
  readonly seed?: number;
}
