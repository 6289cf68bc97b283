import { elementwiseFunctions, isElementwise } from '../tensor/elementwise.ts';
import type { GraphNode, NodeOf } from '../tensor/graph.ts';
import { sameShape, sizeOf } from '../tensor/shape.ts';
import type { Rule } from './simplify.ts';

/** Larger constants stay operations, so that a graph does not grow by folding. */
const largestFold = 4096;

/** An element-wise operation, cast or reshape of constants becomes a constant, computed in float64. What int32 would have to round stays with the backend. */
export const foldConstants: Rule = (node, nodeAt) => {
  const operands = node.inputs.map(nodeAt);
  if (operands.length === 0 || !operands.every(isConstant) || sizeOf(node.shape) > largestFold) return undefined;
  const first = operands[0]?.attributes.values ?? [];
  if (node.op === 'reshape') return constantLike(node, first);
  if (node.op === 'cast') return exact(constantLike(node, first.map(value => castValue(value, node.dtype))));
  return isElementwise(node.op) ? foldElementwise(node, operands) : undefined;
};

function foldElementwise(node: GraphNode, operands: readonly NodeOf<'constant'>[]): GraphNode | undefined {
  const fits = operands.every(operand => operand.attributes.values.length === 1 || sameShape(operand.shape, node.shape));
  if (!fits || !isElementwise(node.op)) return undefined;
  const compute = elementwiseFunctions[node.op];
  const values = Array.from({ length: sizeOf(node.shape) }, (_, i) => compute(...operands.map(operand => valueAt(operand, i))));
  return exact(constantLike(node, values));
}

function exact(constant: NodeOf<'constant'>): NodeOf<'constant'> | undefined {
  const fits = constant.dtype !== 'int32' || constant.attributes.values.every(value => value === (value | 0));
  return fits ? constant : undefined;
}

function valueAt({ attributes: { values } }: NodeOf<'constant'>, index: number): number {
  return values[values.length === 1 ? 0 : index] ?? Number.NaN;
}

function isConstant(node: GraphNode): node is NodeOf<'constant'> {
  return node.op === 'constant' && node.attributes.values.every(Number.isFinite);
}

function constantLike({ shape, dtype, path }: GraphNode, values: readonly number[]): NodeOf<'constant'> {
  return { op: 'constant', inputs: [], attributes: { values, shape, dtype }, shape, dtype, path };
}

function castValue(value: number, dtype: GraphNode['dtype']): number {
  if (dtype === 'bool') return value === 0 ? 0 : 1;
  return dtype === 'int32' ? Math.trunc(value) : value;
}
