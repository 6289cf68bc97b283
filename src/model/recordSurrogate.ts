import { GraphRecorder } from '../graph/graphRecorder.ts';
import type { LayerResult } from '../layers/layer.ts';
import { zerosOf } from '../tensor/functions.ts';
import type { Tensor, Tensors } from '../tensor/tensor.ts';
import { requireGradients } from './requireGradients.ts';
import { requireSurrogate } from './requireSurrogate.ts';

type Forward = (inputs: readonly Tensor[], parameters: Tensors) => LayerResult;

/** Records a layer with a declared backward. */
export type RecordSurrogate = typeof recordSurrogate;

/**
 * A layer with a declared backward, recorded as one `surrogate` node for automatic differentiation: its forward as a graph, and its backward as another
 * over the same inputs and `dy`.
 * Noise that it draws is an operand too, of gradient 0.
 */
export function recordSurrogate(recorder: GraphRecorder, inputs: readonly Tensor[], parameters: Tensors, forward: Forward): LayerResult {
  const names = Object.keys(parameters);
  const operands = [...inputs, ...Object.values(parameters)];
  const nested = new GraphRecorder(recorder);
  const inner = operands.map(operand => nested.capture(operand));
  const own = Object.fromEntries(names.map((name, index) => [name, at(inner, inputs.length + index)]));
  const result = forward(inner.slice(0, inputs.length), own);
  requireSurrogate(result);
  const y = at(result.outputs, 0);
  const forwardGraph = nested.graph({ y });
  const gradients = result.backward([nested.input({ from: 'feed', name: 'dy' }, y)]);
  requireGradients(gradients, { inputs, parameters });
  const wanted = [...inputs.map((_, index) => gradients.inputs[index]), ...names.map(name => gradients.parameters?.[name])];
  const outputs = nested.captures.map((captured, index) => [String(index), wanted[index] ?? zerosOf(y, captured.shape)] as const);
  const node = recorder.record('surrogate', nested.captures, { forward: forwardGraph, backward: nested.graph(Object.fromEntries(outputs)) });
  return { outputs: [node], backward: () => { throw new Error('automatic differentiation does not call a backward'); } };
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`item ${index} of ${list.length} is missing`);
  return item;
}
