import type { Graph } from '../graph.ts';
import type { Recorder } from '../recorder.ts';
import type { Tensor } from '../tensor.ts';

/** Records the operations of a graph again, with tensors in place of its feeds, and gives its outputs by name. */
export function inline(recorder: Recorder, graph: Graph, feeds: readonly Tensor[], named: Readonly<Record<string, Tensor>> = {}): Readonly<Record<string, Tensor>> {
  const values: Tensor[] = [];
  for (const node of graph.nodes) {
    const fed = node.op === 'input' ? named[node.attributes.name] ?? feeds[Number(node.attributes.name)] : undefined;
    values.push(fed ?? recorder.record(node.op, node.inputs.map(id => valueOf(values, id)), node.attributes));
  }
  return Object.fromEntries(Object.entries(graph.outputs).map(([name, id]) => [name, valueOf(values, id)]));
}

function valueOf(values: readonly Tensor[], id: number): Tensor {
  const value = values[id];
  if (value === undefined) throw new Error(`node ${id} comes before its operands`);
  return value;
}
