import type { GraphNode } from '../tensor/graph.ts';
import type { Operation } from '../tensor/operations.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { ValueRange } from '../tensor/valueRange.ts';
import { ForwardRecording } from './forwardRecording.ts';
import type { Model } from './model.ts';
import { feedsOf } from './recordTraining.ts';
import type { ColumnType } from './recordTraining.ts';

/** What a layer can take of a model's input. */
export interface LayerRange extends ValueRange {
  /** The layer's path. */
  readonly layer: string;
}

/** Operations that move values about and change none. */
const moves: ReadonlySet<Operation> = new Set<Operation>(['reshape', 'transpose', 'broadcastTo', 'slice', 'cast', 'detach']);

/**
 * For each of a model's inputs, the ranges of the layers that it goes into as it is, moved about at most. What a layer computes from an input is not followed:
 * nobody can check it before the first step.
 */
export function inputRanges(model: Model, inputTypes: readonly ColumnType[]): readonly (readonly LayerRange[])[] {
  if (![...model.places.values()].some(({ spec }) => spec.inputRanges !== undefined)) return inputTypes.map(() => []);
  const recording = new ForwardRecording(model, { batchSize: 1, training: false, wrapSurrogates: false });
  const { inputs } = feedsOf(recording, { inputTypes, targets: [] });
  recording.apply(model.root, inputs);
  const { nodes } = recording.recorder.graph({});
  return inputs.map(input => recording.ranged.flatMap(({ tensor, range, path }) => (holds(nodes, tensor, input) ? [{ ...range, layer: path }] : [])));
}

/** True where a tensor has the values of an input, as they were fed. */
function holds(nodes: readonly GraphNode[], { id }: Tensor, input: Tensor): boolean {
  let node = nodes[id];
  let own = id;
  while (own !== input.id && node !== undefined && moves.has(node.op)) {
    own = node.inputs[0] ?? own;
    node = nodes[own];
  }
  return own === input.id;
}
