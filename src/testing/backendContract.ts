import type { Backend } from '../backends/backend.ts';
import type { Check } from './check.ts';
import { noiseChecks } from './noiseChecks.ts';
import { operationChecks } from './operationChecks.ts';
import type { LosesNaN } from './operationChecks.ts';
import { stateChecks } from './stateChecks.ts';

/** What is known of a backend beforehand. */
export interface BackendContractOptions {
  /** Operations whose kernels lose a NaN, each with its reason. */
  readonly losesNaN?: LosesNaN;
}

/**
 * What every backend keeps to: each operation of the closed set gives what direct computation gives, broadcast and with NaN; what `gaps` lists does not compile;
 * state is read, written and assigned; noise is that of the common generator.
 *
 * ```ts
 * import { describe, it } from 'vitest';
 * import { backendContract, registerChecks, testedBackends } from 'chainrule/testing';
 *
 * for (const { name, backend } of await testedBackends(['wasm'])) {
 *   if (backend !== undefined) registerChecks(name, backendContract(backend), { describe, it });
 * }
 * ```
 */
export function backendContract(backend: Backend, { losesNaN = {} }: BackendContractOptions = {}): readonly Check[] {
  return [...operationChecks(backend, losesNaN), ...stateChecks(backend), ...noiseChecks(backend)];
}
