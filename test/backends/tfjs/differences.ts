import type { Backend } from '../../../src/backends/backend.ts';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import { record } from '../../../src/tensor/tensor.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { typescriptBackend } from '../../../src/backends/typescript/typescriptBackend.ts';
import { evaluate, runOnce } from './evaluate.ts';
import type { Fed } from './evaluate.ts';

export type Scalar = (...inputs: Tensor[]) => Tensor;

/** ∂y/∂x of each float feed, by tf.js's tape. */
export function tapedGradients(backend: Backend, feeds: readonly Fed[], f: Scalar): number[][] {
  const outputs = evaluate(backend, feeds, (...inputs) => {
    const y = f(...inputs);
    return Object.fromEntries(inputs.map((x, index) => [`d${index}`, x.dtype === 'float' ? record('gradient', [y, x], {}) : x]));
  });
  return feeds.map((_, index) => outputs[`d${index}`] ?? []);
}

const step = 1e-5;

/** ∂y/∂x of each float feed, by central differences in float64. */
export function centralDifferences(feeds: readonly Fed[], f: Scalar): number[][] {
  const recorder = new GraphRecorder();
  const inputs = feeds.map((type, index) => recorder.input({ from: 'feed', name: String(index) }, type));
  const session = typescriptBackend({ precision: 'float64' }).open([]);
  const executable = session.compile(recorder.graph({ y: f(...inputs) }));
  const arrays = feeds.map(({ values }, index) => {
    const array = executable.frame.feeds[String(index)] ?? new Float64Array();
    array.set(values);
    return array;
  });
  const y = () => {
    runOnce(executable);
    return executable.outputs['y']?.[0] ?? Number.NaN;
  };
  return arrays.map(array => (array instanceof Float64Array ? Array.from(array, (x, index) => {
    array[index] = x + step;
    const above = y();
    array[index] = x - step;
    const below = y();
    array[index] = x;
    return (above - below) / (2 * step);
  }) : Array.from(array)));
}
