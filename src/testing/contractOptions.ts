import type { ProblemOptions } from '../verification/problemOptions.ts';
import type { TestedBackend } from '../verification/testedBackends.ts';

/** What every contract takes beside its component. */
export interface ContractOptions extends ProblemOptions {
  /** `typescript` if left out; `await testedBackends()` gives all. */
  readonly backends?: readonly TestedBackend[];
}
