import type { Graph, GraphNode } from '../tensor/graph.ts';

/** True for an operation that gives its operand's elements in the same order: its value needs no memory of its own. */
export function isAlias({ op }: GraphNode): boolean {
  return op === 'reshape' || op === 'detach';
}

/** For each node the one whose elements are its value: itself, or what it is an alias of. */
export function rootsOf({ nodes }: Graph): readonly number[] {
  const roots: number[] = [];
  nodes.forEach((node, id) => { roots.push(isAlias(node) ? roots[node.inputs[0] ?? -1] ?? id : id); });
  return roots;
}
