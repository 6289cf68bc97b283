import { describe, expect, it } from 'vitest';
import type { Backend, Executable, Session } from '../../../src/backends/backend.ts';
import { typescriptBackend } from '../../../src/backends/typescript/typescriptBackend.ts';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import { expectClose } from '../../../src/verification/closeTo.ts';
import { tolerances } from '../../../src/verification/tolerances.ts';
import { devices } from './devices.ts';
import { readState, runOnce } from './evaluate.ts';
import { initialKernel, state, trainingStep } from './steps.ts';

/** A session with the small net's step, its frame filled afresh before each step. */
function training(backend: Backend, gradients: 'backprop' | 'autodiff'): { session: Session; executable: Executable; losses: number[]; train(steps: number): void } {
  const session = backend.open(state);
  session.write({ kernel: initialKernel });
  const executable = session.compile(trainingStep(gradients), { seed: 7 });
  const { frame } = executable;
  const losses: number[] = [];
  const before = (): void => {
    const step = losses.length;
    frame.feeds['x']?.forEach((_, index, x) => { x[index] = Math.sin(step + index); });
    frame.feeds['target']?.forEach((_, index, target) => { target[index] = Math.cos(step * 2 + index); });
    for (const [position, name] of frame.scalarNames.entries()) frame.scalars[position] = name === 'rate' ? 0.01 / (1 + step) : 0.75;
    frame.step[0] = step;
    frame.samples.set([step, step + 1, step + 2, step + 3]);
  };
  const train = (steps: number): void => { void executable.run(steps, before, () => { losses.push(executable.outputs['loss']?.[0] ?? Number.NaN); }); };
  return { session, executable, losses, train };
}

describe.each(['backprop', 'autodiff'] as const)('training with %s', gradients => {
  for (const { title, missing, backend, runtime } of devices) {
    it.skipIf(missing)(`follows the float64 oracle on ${title}`, async () => {
      const oracle = training(typescriptBackend({ precision: 'float64' }), 'backprop');
      const run = training(backend(), gradients);
      oracle.train(50);
      run.train(20);
      run.train(30);
      expectClose(run.losses, oracle.losses, tolerances.curve, 'losses');
      expectClose(await readState(run.session, 'kernel'), await readState(oracle.session, 'kernel'), tolerances.curve, 'kernel');
      expect([...await readState(run.session, 'steps')]).toEqual([50]);
      run.session.dispose();
    });

    it.skipIf(missing)(`holds the same tensors and bytes after 1,000 steps on ${title}, and none after dispose`, () => {
      const { tf } = runtime();
      const atFirst = tf.memory().numTensors;
      const run = training(backend(), gradients);
      run.train(2);
      const { numTensors, numBytes, numDataBuffers } = tf.memory();
      run.train(1000);
      expect(tf.memory()).toMatchObject({ numTensors, numBytes, numDataBuffers });
      run.session.dispose();
      expect(tf.memory().numTensors).toBe(atFirst);
    });
  }

  it('two sessions on different devices, interleaved, do not disturb each other', () => {
    const present = devices.filter(({ missing }) => !missing);
    const alone = present.map(({ backend }) => training(backend(), gradients));
    for (const run of alone) run.train(12);
    const together = present.map(({ backend }) => training(backend(), gradients));
    for (let round = 0; round < 12; round++) for (const run of together) run.train(1);
    expect(together.map(run => run.losses)).toEqual(alone.map(run => run.losses));
    expect(present.length).toBeGreaterThan(1);
    for (const { session } of [...alone, ...together]) session.dispose();
  });

  it('a step run from within another device\'s callbacks leaves both right', () => {
    const [cpu, wasm] = devices;
    if (cpu === undefined || wasm === undefined) throw new Error('cpu and wasm are always present');
    const [outer, inner, alone] = [training(cpu.backend(), gradients), training(wasm.backend(), gradients), training(cpu.backend(), gradients)];
    alone.train(1);
    outer.train(1);
    void outer.executable.run(3, () => inner.train(1), () => inner.train(1));
    void alone.executable.run(3, () => {}, () => {});
    expect(outer.executable.outputs['loss']).toEqual(alone.executable.outputs['loss']);
    for (const { session } of [outer, inner, alone]) session.dispose();
  });
});

for (const { title, missing, backend, runtime } of devices) {
  describe.skipIf(missing)(`state on ${title}`, () => {
    const pair = [{ name: 'a', shape: [2], dtype: 'float' }, { name: 'b', shape: [2], dtype: 'float' }] as const;

    it('starts with zeros, is written and read as copies, and refuses what does not fit', async () => {
      const session = backend().open([...pair, { name: 'c', shape: [2], dtype: 'int32' }, { name: 'd', shape: [2], dtype: 'bool' }]);
      const given = new Float64Array([1, 2]);
      session.write({ a: given, c: [3, -4], d: [1, 0] });
      given.fill(9);
      const read = await session.read();
      expect(read).toEqual({ a: new Float32Array([1, 2]), b: new Float32Array(2), c: new Int32Array([3, -4]), d: new Uint8Array([1, 0]) });
      read['a']?.fill(9);
      expect(await readState(session, 'a')).toEqual(new Float32Array([1, 2]));
      expect(() => session.write({ a: [1] })).toThrow(/got: 1 numbers\s+expected: shape \[2\]/);
      expect(() => session.write({ A: [1, 2] })).toThrow(/did you mean: a\?/);
      session.dispose();
    });

    it('swaps, repeats and constants are assigned; a feed that becomes state is not the feed\'s array', async () => {
      const { tf } = runtime();
      const atFirst = tf.memory().numTensors;
      const recorder = new GraphRecorder();
      const [a, b] = ['a', 'b'].map(name => recorder.input({ from: 'state', name }, { shape: [2], dtype: 'float' }));
      const x = recorder.input({ from: 'feed', name: 'x' }, { shape: [1, 2], dtype: 'float' });
      if (a === undefined || b === undefined) throw new Error('both were recorded');
      const sum = a.add(b);
      const assigned = { a: b, b: a, sum, again: sum, fed: x, shaped: x.reshape([2]), part: x.slice([0, 0], [1, 1]), summed: x.sum(0), turned: x.T, five: a.constant([5, 5], [2]) };
      const graph = recorder.graph({ out: x }, assigned);
      // Several times: device node shares memory only where it happens to be aligned.
      for (let time = 0; time < 12; time++) {
        const session = backend().open(Object.entries(assigned).map(([name, { shape, dtype }]) => ({ name, shape, dtype })));
        session.write({ a: [1, 2], b: [3, 4] });
        const executable = session.compile(graph);
        for (let i = 0; i < 3; i++) runOnce(executable, () => executable.frame.feeds['x']?.set([i, i + 1]));
        executable.frame.feeds['x']?.fill(77);
        const read = await session.read();
        expect(Object.fromEntries(Object.entries(read).map(([name, values]) => [name, [...values]]))).toEqual({
          a: [3, 4], b: [1, 2], sum: [4, 6], again: [4, 6], fed: [2, 3], shaped: [2, 3], part: [2], summed: [2, 3], turned: [2, 3], five: [5, 5],
        });
        expect([...executable.outputs['out'] ?? []]).toEqual([2, 3]);
        executable.dispose();
        session.dispose();
      }
      expect(tf.memory().numTensors).toBe(atFirst);
    });

    it('ends a run early where after gives false, and counts bytes', () => {
      const run = training(backend(), 'backprop');
      let steps = 0;
      void run.executable.run(10, () => {}, () => ++steps < 3);
      expect(steps).toBe(3);
      expect(run.executable.bytes).toBeGreaterThanOrEqual(4 * (12 + 8 + 8 + 1 + 1 + 8));
      run.session.dispose();
    });

    it('refuses a graph of unknown state', () => {
      const recorder = new GraphRecorder();
      const unknown = recorder.input({ from: 'state', name: 'nowhere' }, { shape: [], dtype: 'float' });
      expect(() => backend().open(pair).compile(recorder.graph({ y: unknown }))).toThrow(/got: nowhere\s+expected: a, b/);
    });
  });
}
