import { nodeOf } from '../../graph/simplify.ts';
import type { Graph, GraphNode, NodeOf } from '../../tensor/graph.ts';
import type { Operation } from '../../tensor/operations.ts';
import type { GraphBuilder } from './graphBuilder.ts';
import type { Value } from './lowering.ts';

/** A node and those that it is computed through, as one operator of ONNX, of these nodes. */
export interface Fusion {
  readonly operands: readonly number[];
  lower(builder: GraphBuilder, operands: readonly Value[]): string;
}

type Find = (node: GraphNode, nodes: readonly GraphNode[]) => Fusion | undefined;

/** What ONNX has one operator for. The nodes inside are computed only where something else reads them. */
export function fusionAt(id: number, { nodes }: Graph): Fusion | undefined {
  for (const find of [softmax, logSoftmax, isPositive]) {
    const fusion = find(nodeOf(nodes, id), nodes);
    if (fusion !== undefined) return fusion;
  }
  return undefined;
}

/** exp(s) / Σ exp(s) with s = x − max x, along the last axis. */
const softmax: Find = (node, nodes) => {
  if (node.op !== 'divide') return undefined;
  const powers = inputOf(node, 0, nodes, 'exp');
  const x = powers && shifted(inputOf(powers, 0, nodes, 'subtract'), nodes);
  const total = lastReduced(inputAt(node, 1), nodes, 'sum');
  return x !== undefined && total === inputAt(node, 0) ? alongLast('Softmax', x) : undefined;
};

/** s − log Σ exp(s) with s = x − max x, along the last axis. */
const logSoftmax: Find = (node, nodes) => {
  if (node.op !== 'subtract') return undefined;
  const x = shifted(inputOf(node, 0, nodes, 'subtract'), nodes);
  const logarithm = inputOf(node, 1, nodes, 'log');
  const powers = logarithm && lastReduced(inputAt(logarithm, 0), nodes, 'sum');
  const inner = powers === undefined ? undefined : nodeOf(nodes, powers);
  return x !== undefined && inner?.op === 'exp' && inputAt(inner, 0) === inputAt(node, 0) ? alongLast('LogSoftmax', x) : undefined;
};

/** [x > 0] as a float: max(0, min(1, 3·10³⁸·x)), which spares a slow cast of bools. A positive x below 3·10⁻³⁹ gives less than 1, a NaN gives NaN. */
const isPositive: Find = (node, nodes) => {
  if (node.op !== 'cast' || node.dtype !== 'float') return undefined;
  const less = inputOf(node, 0, nodes, 'less');
  const zero = less && inputOf(less, 0, nodes, 'constant');
  const x = less === undefined ? -1 : inputAt(less, 1);
  if (zero?.attributes.values.length !== 1 || zero.attributes.values[0] !== 0 || nodes[x]?.dtype !== 'float' || nodes[x]?.shape.length !== node.shape.length) return undefined;
  return { operands: [x], lower: (builder, [own]) => builder.node('HardSigmoid', [own?.name ?? ''], { alpha: { f: 3e38 }, beta: { f: 0 } }) };
};

/** x of x − max x, the largest of each row of the last axis. */
function shifted(node: NodeOf<'subtract'> | undefined, nodes: readonly GraphNode[]): number | undefined {
  if (node === undefined) return undefined;
  const x = inputAt(node, 0);
  return lastReduced(inputAt(node, 1), nodes, 'max') === x ? x : undefined;
}

/** The operand of a reduction of the last axis, which is kept with extent 1. */
function lastReduced(id: number, nodes: readonly GraphNode[], op: 'sum' | 'max'): number | undefined {
  const reshape = nodes[id];
  if (reshape?.op !== 'reshape' || reshape.shape.at(-1) !== 1) return undefined;
  const reduction = inputOf(reshape, 0, nodes, op);
  const operand = reduction && nodes[inputAt(reduction, 0)];
  if (reduction === undefined || operand === undefined || operand.shape.length !== reshape.shape.length) return undefined;
  const [axis, ...others] = reduction.attributes.axes;
  return others.length === 0 && axis === operand.shape.length - 1 ? inputAt(reduction, 0) : undefined;
}

function alongLast(operator: string, x: number): Fusion {
  return { operands: [x], lower: (builder, [own]) => builder.node(operator, [own?.name ?? ''], { axis: { i: -1 } }) };
}

/** The node at an input, where it is of this operation. */
function inputOf<K extends Operation>(node: GraphNode, position: number, nodes: readonly GraphNode[], op: K): NodeOf<K> | undefined {
  const input = nodes[inputAt(node, position)];
  return input?.op === op ? input as NodeOf<K> & GraphNode : undefined;
}

function inputAt(node: GraphNode, position: number): number {
  return node.inputs[position] ?? -1;
}
