import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { typescriptBackend } from '../../../src/backends/typescript/typescriptBackend.ts';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import type { Executable, StateEntry } from '../../../src/backends/backend.ts';
import { logSumExp, softmax } from '../../../src/tensor/functions.ts';

const shapes: Readonly<Record<string, readonly number[]>> = {
  'parameters/0/kernel': [17, 16], 'parameters/0/bias': [16], 'parameters/1/kernel': [16, 10], 'parameters/1/bias': [10],
  'slots/0/kernel': [17, 16], 'slots/0/bias': [16], 'slots/1/kernel': [16, 10], 'slots/1/bias': [10],
};
const batch = 16;

/** A training step: dense, relu, dropout, dense, softmax cross entropy, momentum. */
function step(): Executable {
  const recorder = new GraphRecorder();
  const float = (shape: readonly number[]) => ({ shape, dtype: 'float' as const });
  const state = (name: string) => recorder.input({ from: 'state', name }, float(shapes[name] ?? []));
  const [x, targets] = [recorder.input({ from: 'feed', name: 'x' }, float([batch, 17])), recorder.input({ from: 'feed', name: 'targets' }, float([batch, 10]))];
  const [rate, beta] = ['rate', 'beta'].map(name => recorder.input({ from: 'scalar', name }, float([])));
  const mask = recorder.input({ from: 'noise', name: 'mask', noise: { distribution: 'bernoulli', probability: 'keep', perSample: true } }, float([batch, 16]));
  const [kernel0, bias0, kernel1, bias1] = ['parameters/0/kernel', 'parameters/0/bias', 'parameters/1/kernel', 'parameters/1/bias'].map(state);
  if (!rate || !beta || !kernel0 || !bias0 || !kernel1 || !bias1) throw new Error('an input is missing');
  const hidden = x.matMul(kernel0).add(bias0).relu();
  const dropped = hidden.mul(mask);
  const logits = dropped.matMul(kernel1).add(bias1);
  const loss = logSumExp(logits).sub(logits).mul(targets).sum().div(batch);
  const dLogits = softmax(logits).sub(targets).div(batch);
  const dHidden = dLogits.matMul(kernel1.T).mul(mask).mul(hidden.greater(0).cast('float'));
  const gradients = { '0/kernel': x.T.matMul(dHidden), '0/bias': dHidden.sum(0), '1/kernel': dropped.T.matMul(dLogits), '1/bias': dLogits.sum(0) };
  const updates = Object.entries(gradients).flatMap(([name, gradient]) => {
    const velocity = state(`slots/${name}`).mul(beta).add(gradient);
    return [[`slots/${name}`, velocity], [`parameters/${name}`, state(`parameters/${name}`).sub(velocity.mul(rate))]] as const;
  });
  const entries = Object.entries(shapes).map(([name, shape]): StateEntry => ({ name, ...float(shape) }));
  const session = typescriptBackend().open(entries);
  session.write(Object.fromEntries(entries.map(({ name, shape }) => [name, Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => (name.startsWith('p') ? Math.sin(i) / 4 : 0))])));
  return session.compile(recorder.graph({ loss }, Object.fromEntries(updates)), { seed: 1 });
}

describe('a step', () => {
  it('constructs no typed array and under 1 KB of heap, over 10,000 steps', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const executable = step();
    const { frame, outputs } = executable;
    frame.feeds['x']?.forEach((_, i, all) => { all[i] = Math.cos(i); });
    frame.feeds['targets']?.forEach((_, i, all) => { all[i] = i % 10 === Math.floor(i / 10) % 10 ? 1 : 0; });
    ['rate', 'beta', 'keep'].forEach((name, i) => { frame.scalars[frame.scalarNames.indexOf(name)] = [0.1, 0.9, 0.8][i] ?? 0; });
    const loss = outputs['loss'] ?? new Float32Array(1);
    const losses = new Float64Array(2);
    const before = (index: number) => { frame.step[0] = index; };
    const after = (index: number) => { losses[index === 0 ? 0 : 1] = loss[0] ?? 0; };
    void executable.run(3000, before, after);

    const constructed = countTypedArrays(() => void executable.run(10_000, before, after));
    expect(constructed).toBe(0);

    let used = 0;
    for (let part = 0; part < 10; part++) {
      collect();
      const start = process.memoryUsage().heapUsed;
      void executable.run(1000, before, after);
      used += process.memoryUsage().heapUsed - start;
    }
    expect(used / 10_000).toBeLessThan(1024);
    expect(losses[1]).toBeLessThan((losses[0] ?? 0) / 2);
  });
});

/** How many typed arrays `work` constructs, by any of their constructors or by methods that make a new one. */
function countTypedArrays(work: () => void): number {
  let count = 0;
  const names = ['Float32Array', 'Float64Array', 'Int32Array', 'Uint8Array'] as const;
  const originals = Object.fromEntries(names.map(name => [name, globalThis[name]]));
  const prototype = Object.getPrototypeOf(Float32Array.prototype) as Record<string, unknown>;
  const methods = ['subarray', 'slice', 'map', 'filter'].map(name => [name, prototype[name]] as const);
  const counted = (constructor: object) => new Proxy(constructor, { construct: (target, args) => { count++; return Reflect.construct(target as typeof Float32Array, args); } });
  Object.assign(globalThis, Object.fromEntries(names.map(name => [name, counted(globalThis[name])])));
  for (const [name, method] of methods) {
    prototype[name] = function counted(this: unknown, ...args: unknown[]) { count++; return Reflect.apply(method as () => unknown, this, args) as unknown; };
  }
  try {
    work();
  } finally {
    Object.assign(globalThis, originals);
    for (const [name, method] of methods) prototype[name] = method;
  }
  return count;
}
