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

/** For each of a model's inputs, the ranges of the layers that it goes into as it is, moved about at most. What a layer computes from an input nobody can check before the first step. */
export function inputRanges(model: Model, inputTypes: readonly ColumnType[]): readonly (readonly LayerRange[])[] {
  if (![...model.places.values()].some(({ spec }) => spec.inputRanges !== undefined)) return inputTypes.map(() => []);
  const recording = new ForwardRecording(model, { batchSize: 1, training: false });
  const { inputs } = feedsOf(recording, { inputTypes, targets: [] });
  recording.apply(model.root, inputs);
  const { nodes } = recording.recorder.graph({});
  return inputs.map(input => recording.ranged.flatMap(({ tensor, range, path }) => (sourceOf(nodes, tensor) === nodes[input.id] ? [{ ...range, layer: path }] : [])));
}

/** What layers of a recording compute for a layer that cannot take every value. */
export function computedRanges({ recorder, ranged }: ForwardRecording): readonly { readonly tensor: Tensor; readonly range: LayerRange }[] {
  if (ranged.length === 0) return [];
  const { nodes } = recorder.graph({});
  const computed = ranged.filter(({ tensor }) => tensor.recorder === recorder && sourceOf(nodes, tensor)?.op !== 'input');
  return computed.map(({ tensor, range, path }) => ({ tensor, range: { ...range, layer: path } }));
}

/** The node whose values a tensor has, moved about at most. */
function sourceOf(nodes: readonly GraphNode[], { id }: Tensor): GraphNode | undefined {
  let node = nodes[id];
  while (node !== undefined && moves.has(node.op)) node = nodes[node.inputs[0] ?? -1];
  return node;
}
