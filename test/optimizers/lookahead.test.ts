import { describe, expect, it } from 'vitest';
import { lookahead, momentum } from '../../src/optimizers/index.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';
import { parameterModel } from '../../src/testing/parameterModel.ts';
import { testedBackends } from '../../src/verification/testedBackends.ts';
import { runUpdates } from '../../src/testing/updates.ts';

const model = parameterModel({ w: { shape: [3] } });
const optimizer = createRegistry([]).create('optimizer', lookahead({ optimizer: momentum(0.1), every: 3, slowRate: 0.3 }));
const gradients = Array.from({ length: 6 }, (_, step) => ({ w: Float64Array.of(0.1, -0.7, 1.3).map(value => Math.fround(value * (step + 1))) }));

describe.each(await testedBackends())('lookahead on $name', ({ backend, missing }) => {
  it.skipIf(backend === undefined)(`goes on from the very bits of the slow weights, which keep theirs in between${missing === undefined ? '' : ` (skipped: ${missing})`}`, async () => {
    if (backend === undefined) return;
    const start = Float64Array.of(1, 2, 3);
    const states = await runUpdates(backend, { optimizer, model, parameters: { w: start }, gradients });
    const [slow, fast] = ['slots/w/slow', 'parameters/w'].map(name => states.map(state => [...state[name] ?? []]));
    expect(slow?.slice(0, 2)).toEqual([[...start], [...start]]);
    expect(slow?.[4]).toEqual(slow?.[2]);
    for (const step of [2, 5]) expect(fast?.[step]).toEqual(slow?.[step]);
    for (const step of [0, 1, 3, 4]) expect(fast?.[step]).not.toEqual(slow?.[step]);
    expect(new Set(slow?.map(String)).size).toBe(3);
  });
});
