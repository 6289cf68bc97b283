import type { GraphNode } from '../tensor/graph.ts';
import type { Shape } from '../tensor/shape.ts';

/** A scalar by which something is multiplied: a number, the one element of a node, or made of other factors. */
export type Factor =
  | number
  | { readonly node: number }
  | { readonly op: 'add' | 'multiply' | 'divide' | 'negate'; readonly of: readonly Factor[] };

export function plus(a: Factor, b: Factor): Factor {
  return typeof a === 'number' && typeof b === 'number' ? a + b : { op: 'add', of: [a, b] };
}

export function times(a: Factor, b: Factor): Factor {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  if (a === 1 || b === 1) return a === 1 ? b : a;
  if (a === -1 || b === -1) return { op: 'negate', of: [a === -1 ? b : a] };
  return { op: 'multiply', of: [a, b] };
}

export function dividedBy(a: Factor, b: Factor): Factor {
  return { op: 'divide', of: [a, b] };
}

/** The nodes that a factor reads. */
export function nodesIn(factor: Factor): readonly number[] {
  if (typeof factor === 'number') return [];
  return 'node' in factor ? [factor.node] : factor.of.flatMap(nodesIn);
}

/** A node before it has the path of what it belongs to. */
export type Pathless = Pick<GraphNode, 'op' | 'inputs' | 'attributes' | 'shape' | 'dtype'>;

/** What factors are written with: `push` appends a node and gives its id, `shapeOf` and `renamed` tell of nodes that are there. */
export interface FactorWriter {
  push(node: Pathless): number;
  renamed(node: number): number;
  shapeOf(node: number): Shape;
}

/** Writes a factor as nodes of shape [] and gives the id of its value. */
export function writeFactor(factor: Factor, writer: FactorWriter): number {
  const scalar = { shape: [], dtype: 'float' } as const;
  if (typeof factor === 'number') return writer.push({ op: 'constant', inputs: [], attributes: { values: [factor], ...scalar }, ...scalar });
  if ('of' in factor) return writer.push({ op: factor.op, inputs: factor.of.map(own => writeFactor(own, writer)), attributes: {}, ...scalar });
  const id = writer.renamed(factor.node);
  return writer.shapeOf(factor.node).length === 0 ? id : writer.push({ op: 'reshape', inputs: [id], attributes: { shape: [] }, ...scalar });
}
