import { simplify } from '../../graph/simplify.ts';
import type { Graph, GraphNode } from '../../tensor/graph.ts';

/** The name of a feed, scalar, noise or output of one of several steps. */
export function nameInStep(name: string, step: number): string {
  return `${name}#${step}`;
}

/**
 * Several steps as one graph: each step's feeds, scalars and noise are inputs of their own, named with `nameInStep`, as are its outputs; state is read once,
 * goes from step to step, and is assigned once. Of one step only the names change.
 */
export function unroll(graph: Graph, steps: number): Graph {
  const nodes: GraphNode[] = [];
  const outputs: [string, number][] = [];
  let state = new Map<string, number>();
  for (let step = 0; step < steps; step++) {
    const ids = appendStep(nodes, graph, step, state);
    const idOf = (id: number) => ids[id] ?? -1;
    outputs.push(...Object.entries(graph.outputs).map(([name, id]): [string, number] => [nameInStep(name, step), idOf(id)]));
    const assigned = Object.entries(graph.assignments).map(([name, id]): [string, number] => [name, idOf(id)]);
    state = new Map([...state, ...assigned]);
  }
  const assignments = Object.fromEntries(Object.keys(graph.assignments).map(name => [name, state.get(name) ?? -1]));
  const unrolled = { nodes, outputs: Object.fromEntries(outputs), assignments };
  return steps === 1 ? unrolled : simplify(unrolled);
}

/** Appends the nodes of a step and gives their ids; state that an earlier step assigned is that value. */
function appendStep(nodes: GraphNode[], graph: Graph, step: number, state: ReadonlyMap<string, number>): readonly number[] {
  const ids: number[] = [];
  for (const [id, node] of graph.nodes.entries()) {
    const known = node.op === 'input' && node.attributes.from === 'state' ? state.get(node.attributes.name) : undefined;
    ids[id] = known ?? nodes.push(inStep({ ...node, inputs: node.inputs.map(input => ids[input] ?? -1) } as GraphNode, step)) - 1;
  }
  return ids;
}

function inStep(node: GraphNode, step: number): GraphNode {
  if (node.op !== 'input' || node.attributes.from === 'state') return node;
  return { ...node, attributes: { ...node.attributes, name: nameInStep(node.attributes.name, step) } };
}
