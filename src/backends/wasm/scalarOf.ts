import type { HostArray } from '../../tensor/dtype.ts';
import type { GraphNode } from '../../tensor/graph.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { itemAt } from '../typescript/itemAt.ts';
import type { FunctionBody, Vector } from './functionBody.ts';

/** A number known while compiling. */
export function numberOf(node: GraphNode): number | undefined {
  return node.op === 'constant' && sizeOf(node.shape) === 1 ? itemAt(node.attributes.values, 0) : undefined;
}

/** A number known while compiling, in every lane; nothing for other nodes. */
export function constantOf(body: FunctionBody, node: GraphNode): readonly Vector[] {
  const value = numberOf(node);
  if (value === undefined) return [];
  if (node.dtype === 'float') return [body.float(value)];
  return [body.constant(node.dtype === 'bool' ? -value : value)];
}

/** A float scalar in every lane, read once before all loops; undefined for the constant 1. */
export function scalarOf(body: FunctionBody, node: GraphNode, { byteOffset }: HostArray): Vector | undefined {
  if (numberOf(node) === 1) return undefined;
  const [known] = constantOf(body, node);
  return known ?? body.before('v128', () => {
    body.integer(0);
    body.access('v128.load32_splat', byteOffset);
  });
}
