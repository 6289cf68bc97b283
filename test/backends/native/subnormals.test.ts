import { describe, expect, it } from 'vitest';
import { nativeBackend } from '../../../src/backends/native/nativeBackend.ts';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import { reason, skip } from './blas/installed.ts';

const flushes = process.platform === 'linux' && process.arch === 'x64';
const numbers = new Float32Array(2);

/** A quarter of the smallest normal number, computed at run time. */
function quarter(): number {
  numbers[0] = 2 ** -126;
  numbers[1] = 0.25;
  numbers[0] = (numbers[0] ?? 0) * (numbers[1] ?? 0);
  return numbers[0];
}

describe('subnormal numbers on native', () => {
  it.skipIf(skip || !flushes)(`are 0 in a step, so that a slot that decays does not stick at one, and themselves everywhere else${flushes ? reason : ' (skipped: Linux on x64 only)'}`, async () => {
    const session = (await nativeBackend()).open([{ name: 'v', shape: [40], dtype: 'float' }]);
    session.write({ v: new Float32Array(40).fill(2 ** -125) });
    const recorder = new GraphRecorder();
    const v = recorder.input({ from: 'state', name: 'v' }, { shape: [40], dtype: 'float' });
    const executable = session.compile(recorder.graph({}, { v: v.mul(0.9) }));
    const seen: number[] = [];
    await executable.run(20, () => {}, () => { seen.push(quarter()); });
    expect(seen).toContain(0);
    expect(quarter()).toBe(2 ** -128);
    expect((await session.read())['v']).toEqual(new Float32Array(40));
    await expect(async () => executable.run(1, () => { throw new Error('stopped'); }, () => {})).rejects.toThrow('stopped');
    expect(quarter()).toBe(2 ** -128);
    session.dispose();
  });
});
