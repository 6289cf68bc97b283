import { beforeAll, describe, expect, it } from 'vitest';
import { BackendError } from '../../../src/errors.ts';
import type { Backend } from '../../../src/backends/backend.ts';
import { stepsPerCall } from '../../../src/backends/onnx/stepsPerCall.ts';
import { unroll } from '../../../src/backends/onnx/unroll.ts';
import { typescriptBackend } from '../../../src/backends/typescript/typescriptBackend.ts';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import { expectClose } from '../../../src/verification/closeTo.ts';
import { tolerances } from '../../../src/verification/tolerances.ts';
import { backendOn, devices } from './devices.ts';
import { entries, stepGraph, take } from './steps.ts';

describe('unrolling a graph', () => {
  it('names what each step reads and gives, reads state once and assigns it once', () => {
    const { nodes, outputs, assignments } = unroll(stepGraph(), 3);
    const inputs = nodes.flatMap(node => (node.op === 'input' ? [`${node.attributes.from} ${node.attributes.name}`] : []));
    const each = ['feed x', 'noise mask', 'scalar rate'].flatMap(name => [0, 1, 2].map(step => `${name}#${step}`));
    expect([...inputs].sort()).toEqual([...each, 'state count', 'state fixed', 'state kernel', 'state velocity'].sort());
    expect(Object.keys(outputs)).toEqual([0, 1, 2].flatMap(step => ['loss', 'y', 'masked'].map(name => `${name}#${step}`)));
    expect(Object.keys(assignments)).toEqual(['kernel', 'velocity', 'count']);
  });

  it('gives the state that so many steps give, on another backend', async () => {
    const session = typescriptBackend().open(entries);
    const executable = session.compile(unroll(stepGraph(), 5), { seed: 0 });
    await executable.run(2, () => {}, () => {});
    expect((await session.read(['count']))['count']).toEqual(Int32Array.of(10));
  });
});

describe('how many steps a call takes', () => {
  it('many where the step is small, one where it is large or the batch is', () => {
    expect(stepsPerCall(stepGraph(), 'cpu')).toBe(32);
    const of = (rows: number, columns: number) => {
      const recorder = new GraphRecorder();
      const [x, kernel] = [[rows, columns], [columns, columns]].map((shape, index) => recorder.input({ from: index === 0 ? 'feed' : 'state', name: String(index) }, { shape, dtype: 'float' }));
      if (!x || !kernel) throw new Error('an input is missing');
      return recorder.graph({ y: x.matMul(kernel).sum() });
    };
    expect(stepsPerCall(of(128, 1024), 'cpu')).toBe(1);
    expect(stepsPerCall(of(1_000_000, 1), 'cpu')).toBe(1);
  });
});

for (const { device, title, missing } of devices) {
  describe.skipIf(missing)(`runs on ${title}`, () => {
    let expected: Awaited<ReturnType<typeof take>>['all'];
    beforeAll(async () => { expected = (await take(typescriptBackend({ precision: 'float64' }), 11, 99)).all; });

    it.each([1, 2, 4, 32])('give the same with %i steps a call', async steps => {
      const { all, calls } = await take(await backendOn(device, steps), 11, 99);
      for (const [name, values] of Object.entries(expected)) expectClose(all[name] ?? [], values, tolerances.float32, name);
      expect(calls).toEqual({ before: 11, after: 11 });
    });

    it.each([0, 1, 2, 3, 4, 6, 9, 10])('that end after step %i leave the state, outputs and frame as that step did', async last => {
      const { all: ended } = await take(typescriptBackend({ precision: 'float64' }), last + 1, 99);
      const { all, calls } = await take(await backendOn(device, 4), 11, last);
      for (const [name, values] of Object.entries(ended)) expectClose(all[name] ?? [], values, tolerances.float32, name);
      expect(calls.after).toBe(last + 1);
    });

    it('refuse a session or an executable that was disposed', async () => {
      const backend: Backend = await backendOn(device);
      const session = backend.open(entries);
      const executable = session.compile(stepGraph());
      await executable.run(1, () => {}, () => {});
      executable.dispose();
      expect(() => executable.run(1, () => {}, () => {})).toThrow(BackendError);
      session.dispose();
      expect(() => session.compile(stepGraph())).toThrow(BackendError);
      session.dispose();
    });
  });
}
