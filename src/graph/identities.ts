import type { GraphNode } from '../tensor/graph.ts';
import type { Operation } from '../tensor/operations.ts';
import { sameShape } from '../tensor/shape.ts';
import type { Rule } from './simplify.ts';

/** The constant operand, at this position, that leaves the other operand as it is. */
const neutral: Partial<Record<Operation, readonly { readonly position: 0 | 1; readonly value: number }[]>> = {
  add: [{ position: 0, value: 0 }, { position: 1, value: 0 }],
  subtract: [{ position: 1, value: 0 }],
  multiply: [{ position: 0, value: 1 }, { position: 1, value: 1 }],
  divide: [{ position: 1, value: 1 }],
  power: [{ position: 1, value: 1 }],
};

/** x + 0, x − 0, x · 1, x / 1 and x¹ are x, where broadcasting does not change the shape. */
const dropNeutral: Rule = (node, nodeAt) => {
  for (const { position, value } of neutral[node.op] ?? []) {
    const other = node.inputs[1 - position];
    if (other !== undefined && isNumber(nodeAt(node.inputs[position] ?? -1), value) && unchanged(node, nodeAt(other))) return other;
  }
  return undefined;
};

/** Reshaping, broadcasting, casting, slicing, summing over nothing and permuting that leave the value as it is. */
const dropUnchanged: Rule = (node, nodeAt) => {
  const [first] = node.inputs;
  if (first === undefined || !unchanged(node, nodeAt(first))) return undefined;
  switch (node.op) {
    case 'reshape': case 'broadcastTo': case 'cast': case 'slice': case 'pad': return first;
    case 'concat': return node.inputs.length === 1 ? first : undefined;
    case 'sum': case 'max': return node.attributes.axes.length === 0 ? first : undefined;
    case 'transpose': return node.attributes.permutation.every((axis, at) => axis === at) ? first : undefined;
    default: return undefined;
  }
};

/** A reshape of a reshape is one; a transpose of a transpose is one; −(−x) is x. */
const mergeRepeated: Rule = (node, nodeAt) => {
  const inner = node.inputs[0] === undefined ? undefined : nodeAt(node.inputs[0]);
  if (node.op === 'negate' && inner?.op === 'negate') return inner.inputs[0];
  if (node.op === 'reshape' && inner?.op === 'reshape') return { ...node, inputs: inner.inputs };
  if (node.op === 'transpose' && inner?.op === 'transpose') {
    const permutation = node.attributes.permutation.map(axis => inner.attributes.permutation[axis] ?? axis);
    return { ...node, inputs: inner.inputs, attributes: { permutation } };
  }
  return undefined;
};

/** Aᵀ · B needs no transposed copy: the product reads A by columns. */
const transposeIntoProduct: Rule = (node, nodeAt) => {
  if (node.op !== 'matMul' && node.op !== 'matMulAdd') return undefined;
  for (const [position, flag] of [[0, 'transposeLeft'], [1, 'transposeRight']] as const) {
    const operand = nodeAt(node.inputs[position] ?? -1);
    if (operand.op === 'transpose' && swapsLastTwo(operand.attributes.permutation)) {
      const inputs = node.inputs.map((id, at) => (at === position ? operand.inputs[0] ?? id : id));
      return { ...node, inputs, attributes: { ...node.attributes, [flag]: !node.attributes[flag] } };
    }
  }
  return undefined;
};

export const identities: readonly Rule[] = [dropNeutral, dropUnchanged, mergeRepeated, transposeIntoProduct];

function swapsLastTwo(permutation: readonly number[]): boolean {
  const rank = permutation.length;
  const wanted = permutation.map((_, axis) => (axis < rank - 2 ? axis : axis === rank - 2 ? rank - 1 : rank - 2));
  return rank >= 2 && sameShape(permutation, wanted);
}

function isNumber(node: GraphNode, value: number): boolean {
  return node.op === 'constant' && node.attributes.values.every(own => own === value);
}

function unchanged(node: GraphNode, operand: GraphNode): boolean {
  return node.dtype === operand.dtype && sameShape(node.shape, operand.shape);
}
