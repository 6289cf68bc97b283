import { describe, expect, it } from 'vitest';
import { typescriptBackend } from '../../../src/backends/typescript/typescriptBackend.ts';
import { BackendError } from '../../../src/errors.ts';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import type { StateEntry } from '../../../src/backends/backend.ts';
import { outputOf } from './evaluate.ts';

const entries: readonly StateEntry[] = [
  { name: 'parameters/dense/kernel', shape: [2, 3], dtype: 'float' }, { name: 'parameters/dense/bias', shape: [3], dtype: 'float' },
  { name: 'slots/dense/kernel/velocity', shape: [2, 3], dtype: 'float' }, { name: 'slots/count', shape: [], dtype: 'int32' },
];
const nothing = () => undefined;

describe('state', () => {
  it('is read as copies and rounded to the precision', async () => {
    const session = typescriptBackend().open(entries);
    session.write({ 'parameters/dense/bias': [0.1, 2, 3], 'slots/count': [7] });
    const first = await session.read(['parameters/dense/bias', 'slots/count']);
    expect(first).toEqual({ 'parameters/dense/bias': Float32Array.of(0.1, 2, 3), 'slots/count': Int32Array.of(7) });
    first['parameters/dense/bias']?.fill(9);
    expect((await session.read())['parameters/dense/bias']).toEqual(Float32Array.of(0.1, 2, 3));
    expect(Object.keys(await session.read())).toEqual(entries.map(entry => entry.name));
  });
  it('refuses unknown names and wrong sizes, and then writes nothing', async () => {
    const session = typescriptBackend({ precision: 'float64' }).open(entries);
    expect(() => session.write({ 'parameters/dense/bias': [1, 2, 3], 'parameters/dense/kernal': [1] })).toThrow(/did you mean: parameters\/dense\/kernel/);
    expect(() => session.write({ 'parameters/dense/bias': [1, 2, 3], 'slots/count': [1, 2] })).toThrow(/got: 2 values/);
    await expect(session.read(['nothing'])).rejects.toThrow(BackendError);
    expect((await session.read(['parameters/dense/bias']))['parameters/dense/bias']).toEqual(new Float64Array(3));
  });
  it('refuses graphs that read or assign state of another type, and work after disposal', () => {
    const session = typescriptBackend().open(entries);
    const recorder = new GraphRecorder();
    const bias = recorder.input({ from: 'state', name: 'parameters/dense/bias' }, { shape: [4], dtype: 'float' });
    expect(() => session.compile(recorder.graph({ bias }))).toThrow(/float\[3\] in the session/);
    expect(() => session.compile(recorder.graph({}, { 'parameters/dense/bias': bias }))).toThrow(/does not fit its state/);
    expect(() => session.compile(recorder.graph({}, { other: bias }))).toThrow(/unknown state/);
    const executable = session.compile(new GraphRecorder().graph({}));
    executable.dispose();
    expect(() => executable.run(1, nothing, nothing)).toThrow(BackendError);
    session.dispose();
    expect(() => session.compile(new GraphRecorder().graph({}))).toThrow(BackendError);
  });
});

describe('an executable', () => {
  it('runs steps until after gives false, with what before put into the frame', () => {
    const recorder = new GraphRecorder();
    const x = recorder.input({ from: 'feed', name: 'x' }, { shape: [2], dtype: 'float' });
    const rate = recorder.input({ from: 'scalar', name: 'rate' }, { shape: [], dtype: 'float' });
    const total = recorder.input({ from: 'state', name: 'total' }, { shape: [2], dtype: 'float' });
    const next = total.add(x.mul(rate));
    const session = typescriptBackend().open([{ name: 'total', shape: [2], dtype: 'float' }]);
    const executable = session.compile(recorder.graph({ total, next, rate }, { total: next }));
    const seen: number[][] = [];
    void executable.run(9, index => {
      executable.frame.feeds['x']?.set([index, 10]);
      executable.frame.scalars[executable.frame.scalarNames.indexOf('rate')] = 2;
    }, index => {
      seen.push([...outputOf(executable.outputs, 'total'), ...outputOf(executable.outputs, 'next'), ...outputOf(executable.outputs, 'rate')]);
      return index < 2;
    });
    expect(seen).toEqual([[0, 0, 0, 20, 2], [0, 20, 2, 40, 2], [2, 40, 6, 60, 2]]);
  });
  it('draws noise by seed, step and sample', () => {
    const recorder = new GraphRecorder();
    const mask = recorder.input({ from: 'noise', name: 'dropout/mask', noise: { distribution: 'bernoulli', probability: 'keep', perSample: true } }, { shape: [4, 50], dtype: 'float' });
    const uniform = recorder.input({ from: 'noise', name: 'u', noise: { distribution: 'uniform', perSample: false } }, { shape: [64], dtype: 'float' });
    const executable = typescriptBackend().open([]).compile(recorder.graph({ mask: mask.mul(2), uniform }), { seed: 3 });
    const { frame } = executable;
    expect(frame.scalarNames).toEqual(['keep']);
    expect(frame.samples).toHaveLength(4);
    const draw = (step: number, samples: readonly number[], keep: number) => {
      void executable.run(1, () => {
        frame.step[0] = step;
        frame.samples.set(samples);
        frame.scalars[0] = keep;
      }, nothing);
      return { mask: [...outputOf(executable.outputs, 'mask')], uniform: [...outputOf(executable.outputs, 'uniform')] };
    };
    const first = draw(5, [8, 9, 10, 11], 0.5);
    expect(draw(5, [8, 9, 10, 11], 0.5)).toEqual(first);
    expect(draw(6, [8, 9, 10, 11], 0.5).uniform).not.toEqual(first.uniform);
    expect(draw(5, [11, 9, 8, 7], 0.5).mask.slice(0, 50)).toEqual(first.mask.slice(150));
    expect(draw(5, [8, 9, 10, 11], 1).mask).toEqual(Array.from({ length: 200 }, () => 2));
    expect(new Set(first.mask)).toEqual(new Set([0, 2]));
  });
  it('shows every node to a check, in order', () => {
    const recorder = new GraphRecorder();
    const x = recorder.input({ from: 'feed', name: 'x' }, { shape: [2], dtype: 'float' });
    const y = x.log().mul(2).exp();
    const seen: string[] = [];
    const executable = typescriptBackend().open([]).compile(recorder.graph({ y }), { check: (node, _, values) => seen.push(`${node.op} ${[...values].join(' ')}`) });
    executable.frame.feeds['x']?.set([-1, 1]);
    void executable.run(1, nothing, nothing);
    expect(seen).toEqual(['input -1 1', 'log NaN 0', 'constant 2', 'multiply NaN 0', 'exp NaN 1']);
  });
  it('lists what the backend does not run with the path of the layer, and refuses to compile it', () => {
    const recorder = new GraphRecorder();
    const x = recorder.input({ from: 'feed', name: 'x' }, { shape: [], dtype: 'float' });
    const gradient = recorder.scoped('dense_2', () => recorder.record('gradient', [x.mul(x), x], {}));
    const graph = recorder.graph({ gradient });
    const backend = typescriptBackend({ precision: 'float64' });
    expect(backend.name).toBe('typescript:float64');
    expect(backend.gaps(graph)).toEqual([{ operation: 'gradient', path: 'dense_2', reason: 'automatic differentiation runs on tfjs: set gradients to backprop or backend to tfjs' }]);
    expect(() => backend.open([]).compile(graph)).toThrow(/dense_2: .*gradient/);
  });
});
