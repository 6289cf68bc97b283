import type { Backend, StateEntry } from '../../../src/backends/backend.ts';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import type { Graph } from '../../../src/tensor/graph.ts';

/** State of a training step that is small and has everything: feeds, scalars, noise keyed by sample, several assignments, and state that is only read. */
export const entries: readonly StateEntry[] = [
  { name: 'kernel', shape: [3, 2], dtype: 'float' }, { name: 'velocity', shape: [3, 2], dtype: 'float' }, { name: 'count', shape: [], dtype: 'int32' }, { name: 'fixed', shape: [2], dtype: 'float' },
];

/** y = (x ∘ mask)·K + fixed; momentum on Σ y²; the sum of y as the loss. */
export function stepGraph(): Graph {
  const recorder = new GraphRecorder();
  const float = (shape: readonly number[]) => ({ shape, dtype: 'float' } as const);
  const x = recorder.input({ from: 'feed', name: 'x' }, float([4, 3]));
  const mask = recorder.input({ from: 'noise', name: 'mask', noise: { distribution: 'bernoulli', probability: 'keep', perSample: true } }, float([4, 3]));
  const [kernel, velocity, fixed] = [['kernel', [3, 2]], ['velocity', [3, 2]], ['fixed', [2]]].map(([name, shape]) => recorder.input({ from: 'state', name: name as string }, float(shape as number[])));
  const count = recorder.input({ from: 'state', name: 'count' }, { shape: [], dtype: 'int32' });
  const rate = recorder.input({ from: 'scalar', name: 'rate' }, float([]));
  if (!kernel || !velocity || !fixed) throw new Error('an input is missing');
  const dropped = x.mul(mask);
  const y = dropped.matMul(kernel).add(fixed);
  const next = velocity.mul(0.9).add(dropped.T.matMul(y));
  return recorder.graph({ loss: y.square().sum(), y, masked: mask.sum() }, { kernel: kernel.sub(next.mul(rate)), velocity: next, count: count.add(1) });
}

/** Losses, last outputs and the state after a run of `count` steps that ends after step `last`; how often `before` and `after` were called. */
export async function take(backend: Backend, count: number, last: number) {
  const session = backend.open(entries);
  session.write({ kernel: [0.5, -0.25, 1, 0.75, -0.5, 0.1], fixed: [0.1, -0.2] });
  const executable = session.compile(stepGraph(), { seed: 7 });
  const { frame, outputs } = executable;
  const [rate, keep] = ['rate', 'keep'].map(name => frame.scalarNames.indexOf(name));
  const losses: number[] = [];
  const calls = { before: 0, after: 0 };
  await executable.run(count, index => {
    calls.before++;
    frame.step[0] = index;
    frame.samples.set([index, index + 5, 2, 9]);
    frame.feeds['x']?.forEach((_, at, all) => { all[at] = Math.sin(at + index); });
    frame.scalars[rate ?? 0] = 0.01 / (index + 1);
    frame.scalars[keep ?? 0] = 0.5 + index / 100;
  }, index => {
    calls.after++;
    losses.push(outputs['loss']?.[0] ?? Number.NaN);
    return index < last;
  });
  const state = await session.read();
  const all = { losses, ...Object.fromEntries(Object.entries({ ...outputs, ...state }).map(([name, values]) => [name, Array.from(values)])) };
  session.dispose();
  return { all: all as Record<string, number[]>, calls };
}
