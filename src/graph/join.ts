import type { Graph, GraphNode } from '../tensor/graph.ts';
import { rename } from './simplify.ts';

/**
 * Two graphs run one after the other, as one: where the second reads state that the first assigns, it reads the value itself.
 * State that both ends never see again (`between`) is not assigned at all.
 */
export function joinGraphs(first: Graph, second: Graph, between: (state: string) => boolean): Graph {
  const nodes: GraphNode[] = [...first.nodes];
  const moved: number[] = [];
  for (const node of second.nodes) {
    const given = node.op === 'input' && node.attributes.from === 'state' ? first.assignments[node.attributes.name] : undefined;
    moved.push(given ?? nodes.push({ ...node, inputs: node.inputs.map(id => moved[id] ?? -1) } as GraphNode) - 1);
  }
  const later = rename(second, id => moved[id] ?? -1);
  const kept = Object.fromEntries(Object.entries(first.assignments).filter(([state]) => !between(state)));
  return { nodes, outputs: { ...first.outputs, ...later.outputs }, assignments: { ...kept, ...later.assignments } };
}
