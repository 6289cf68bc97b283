import { isElementwise } from '../../tensor/elementwise.ts';
import type { Graph, GraphNode } from '../../tensor/graph.ts';
import type { Operation } from '../../tensor/operations.ts';

/**
 * The nodes whose tensors may lie in arrays of the frame, which the next step overwrites. Device cpu does not copy what it is given, node does so only where it
 * is not aligned to 64 bytes, and what moves values may give a view of its operand: a reshape, a slice, a sum over an axis of extent 1.
 */
export function frameShares({ nodes }: Graph): ReadonlySet<number> {
  const shares = new Set<number>();
  for (const [id, node] of nodes.entries()) {
    if (isFrameInput(node) || (!givesNewMemory(node.op) && node.inputs.some(input => shares.has(input)))) shares.add(id);
  }
  return shares;
}

function isFrameInput(node: GraphNode): boolean {
  return node.op === 'input' && node.attributes.from !== 'state';
}

function givesNewMemory(op: Operation): boolean {
  return isElementwise(op) || computing.has(op);
}

const computing: ReadonlySet<Operation> = new Set<Operation>([
  'matMul', 'matMulAdd', 'argMax', 'scatterAdd', 'convolution', 'convolutionImageGradient', 'convolutionKernelGradient', 'maxPoolGradient', 'averagePoolGradient', 'gradient',
]);
