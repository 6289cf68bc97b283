import { optimize } from '../graph/optimize.ts';
import { fusedRegions } from '../graph/regions.ts';
import { isAlias } from '../graph/roots.ts';
import { bytesOfElements } from '../tensor/dtype.ts';
import type { Precision } from '../tensor/dtype.ts';
import type { Graph, GraphNode } from '../tensor/graph.ts';
import { sizeOf } from '../tensor/shape.ts';
import { isHeld, planMemory } from './typescript/memoryPlan.ts';

/** Bytes of a step beside the state if every value had memory of its own: quickly computed, and never too few. */
export function mostStepBytes({ nodes }: Graph, precision: Precision): number {
  return nodes.filter(takesMemory).reduce((total, node) => total + bytesOfValue(node, precision), 0);
}

/** Bytes of a step beside the state by the plan of `typescript`, in which values take turns; other backends need as much at least. */
export function plannedStepBytes(declared: Graph, precision: Precision): number {
  const graph = optimize(declared);
  const { buffers } = planMemory(graph, fusedRegions(graph), true);
  const planned = buffers.reduce((total, { dtype, size }) => total + bytesOfElements(dtype, size, precision), 0);
  return planned + mostStepBytes({ ...graph, nodes: graph.nodes.filter(isHeld) }, precision);
}

/** The largest value that a step computes, of the first layer that has one so large. */
export function largestValue({ nodes }: Graph, precision: Precision): GraphNode | undefined {
  const computed = nodes.filter(node => takesMemory(node) && !isHeld(node));
  return computed.reduce<GraphNode | undefined>((most, node) => (most === undefined || bytesOfValue(node, precision) > bytesOfValue(most, precision) ? node : most), undefined);
}

export function bytesOfValue({ dtype, shape }: Pick<GraphNode, 'dtype' | 'shape'>, precision: Precision): number {
  return bytesOfElements(dtype, sizeOf(shape), precision);
}

/** State is counted by itself, and an alias lies in its operand's memory. */
function takesMemory(node: GraphNode): boolean {
  return !isAlias(node) && !(node.op === 'input' && node.attributes.from === 'state');
}
