import { describe, expect, it } from 'vitest';
import { backendContract } from '../../src/testing/backendContract.ts';
import type { BackendContractOptions } from '../../src/testing/backendContract.ts';
import { registerChecks } from '../../src/testing/check.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';
import { oracle } from '../../src/verification/testedBackends.ts';
import { backends } from './runContracts.ts';

describe('every backend', () => {
  it('is among those that are tested, but for auto, which is one of them', () => {
    const contributed = [...createRegistry([]).contributions('backend').keys()].filter(name => name !== 'auto');
    expect([...new Set(backends.map(({ name }) => name.split(':')[0]))].sort()).toEqual(contributed.sort());
  });
});

const greater = 'the kernel compares with >, which a NaN never is';
/** Faults of tf.js's own kernels. */
const losesNaN: Readonly<Record<string, BackendContractOptions>> = {
  'tfjs:cpu': { losesNaN: { maxPool: greater } },
  'tfjs:wasm': { losesNaN: { maxPool: greater, averagePool: 'the kernel clamps with comparisons, which a NaN never passes' } },
  'tfjs:node': { losesNaN: { maxPool: greater } },
};

registerChecks('the float64 oracle', backendContract(oracle()), { describe, it });
for (const { name, backend, missing } of backends) {
  const absent = [{ name: 'the backend contract', skip: missing, run: () => {} }];
  registerChecks(name, backend === undefined ? absent : backendContract(backend, losesNaN[name]), { describe, it });
}
