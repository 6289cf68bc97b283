import type { HostArray } from '../../../tensor/dtype.ts';
import type { GraphNode } from '../../../tensor/graph.ts';
import { sizeOf } from '../../../tensor/shape.ts';
import { itemAt } from '../../typescript/itemAt.ts';
import { emittedLanes } from './emittedLanes.ts';
import type { FunctionBody, Vector } from './functionBody.ts';

/** A number known while compiling. */
export function numberOf(node: GraphNode): number | undefined {
  return node.op === 'constant' && sizeOf(node.shape) === 1 ? itemAt(node.attributes.values, 0) : undefined;
}

/** A float scalar in every lane, read once before all loops; undefined for the constant 1. */
export function scalarOf(body: FunctionBody, node: GraphNode, { byteOffset }: HostArray): Vector | undefined {
  const known = numberOf(node);
  if (known === 1) return undefined;
  if (known !== undefined) return emittedLanes(body).float(known);
  return body.before('v128', () => {
    body.integer(0);
    body.access('v128.load32_splat', byteOffset);
  });
}
