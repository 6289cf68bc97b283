import type { StateEntry } from '../../../src/backends/backend.ts';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import type { Graph } from '../../../src/tensor/graph.ts';
import { record } from '../../../src/tensor/tensor.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';

/** The state of a small net with momentum. */
export const state: readonly StateEntry[] = [
  { name: 'kernel', shape: [3, 2], dtype: 'float' }, { name: 'velocity', shape: [3, 2], dtype: 'float' }, { name: 'steps', shape: [], dtype: 'float' },
];

export const initialKernel = [0.1, -0.2, 0.3, 0.4, -0.5, 0.6];

/** A training step with dropout: its gradient written by hand, or taken by the backend. */
export function trainingStep(gradients: 'backprop' | 'autodiff'): Graph {
  const recorder = new GraphRecorder();
  const input = (name: string, shape: readonly number[]) => recorder.input({ from: 'state', name }, { shape, dtype: 'float' });
  const [kernel, velocity, steps] = [input('kernel', [3, 2]), input('velocity', [3, 2]), input('steps', [])];
  const x = recorder.input({ from: 'feed', name: 'x' }, { shape: [4, 3], dtype: 'float' });
  const target = recorder.input({ from: 'feed', name: 'target' }, { shape: [4, 2], dtype: 'float' });
  const rate = recorder.input({ from: 'scalar', name: 'rate' }, { shape: [], dtype: 'float' });
  const noise = { distribution: 'bernoulli', probability: 'keep', perSample: true } as const;
  const mask = recorder.input({ from: 'noise', name: 'mask', noise }, { shape: [4, 2], dtype: 'float' });
  const hidden = x.matMul(kernel);
  const active = hidden.relu().mul(mask);
  const error = active.sub(target);
  const loss = error.mul(error).sum();
  const byHand = (): Tensor => x.T.matMul(error.mul(2).mul(mask).mul(hidden.greater(0).cast('float')));
  const gradient = gradients === 'backprop' ? byHand() : record('gradient', [loss, kernel], {});
  const next = velocity.mul(0.9).add(gradient);
  return recorder.graph({ loss, active }, { kernel: kernel.sub(next.mul(rate)), velocity: next, steps: steps.add(1) });
}
