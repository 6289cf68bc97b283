import type { Graph, GraphNode } from '../tensor/graph.ts';
import { foldConstants } from './foldConstants.ts';
import { identities } from './identities.ts';

/** A local rewriting: gives the simpler node, the id of an existing node, or undefined where it does not apply. */
export type Rule = (node: GraphNode, nodeAt: (id: number) => GraphNode) => GraphNode | number | undefined;

/**
 * The same computation in fewer nodes: constants folded, identities applied, transposes drawn into matrix products, common
 * subexpressions shared, and nodes that nothing reads removed. Every backend compiles the result. `detach` stays where automatic differentiation may follow.
 */
export function simplify(graph: Graph, differentiated: boolean = graph.nodes.some(node => node.op === 'gradient')): Graph {
  const rules = differentiated ? [foldConstants, ...identities] : [foldConstants, dropDetach, ...identities];
  return removeDead(rewrite(graph, rules));
}

const dropDetach: Rule = node => (node.op === 'detach' ? node.inputs[0] : undefined);

function rewrite(graph: Graph, rules: readonly Rule[]): Graph {
  const nodes: GraphNode[] = [];
  const known = new Map<string, number>();
  const nodeAt = (id: number) => nodeOf(nodes, id);
  const intern = (node: GraphNode): number => {
    const key = identity(node);
    const existing = known.get(key);
    if (existing !== undefined) return existing;
    known.set(key, nodes.push(node) - 1);
    return nodes.length - 1;
  };
  const settle = (node: GraphNode): number => {
    for (const rule of rules) {
      const simpler = rule(node, nodeAt);
      if (typeof simpler === 'number') return simpler;
      if (simpler !== undefined) return settle(simpler);
    }
    return intern(node);
  };
  const renamed: number[] = [];
  for (const node of graph.nodes) renamed.push(settle({ ...node, inputs: node.inputs.map(id => idOf(renamed, id)) } as GraphNode));
  return { nodes, ...rename(graph, id => idOf(renamed, id)) };
}

/** Nodes that no output and no assignment depends on are left out. */
function removeDead(graph: Graph): Graph {
  const live = new Set<number>([...Object.values(graph.outputs), ...Object.values(graph.assignments)]);
  for (let id = graph.nodes.length - 1; id >= 0; id--) {
    if (live.has(id)) for (const input of nodeOf(graph.nodes, id).inputs) live.add(input);
  }
  const kept = graph.nodes.map((_, id) => id).filter(id => live.has(id));
  const position = new Map(kept.map((id, at) => [id, at]));
  const moved = (id: number) => position.get(id) ?? 0;
  const nodes = kept.map(id => nodeOf(graph.nodes, id)).map(node => ({ ...node, inputs: node.inputs.map(moved) }) as GraphNode);
  return { nodes, ...rename(graph, moved) };
}

/** A graph's names for its values, each value renamed. */
export function rename(graph: Graph, move: (id: number) => number): Pick<Graph, 'outputs' | 'assignments'> {
  const all = (names: Readonly<Record<string, number>>) => Object.fromEntries(Object.entries(names).map(([name, id]) => [name, move(id)]));
  return { outputs: all(graph.outputs), assignments: all(graph.assignments) };
}

/** The node with this id; an id from outside the graph is a bug. */
export function nodeOf(nodes: readonly GraphNode[], id: number): GraphNode {
  const node = nodes[id];
  if (node === undefined) throw new Error(`node ${id} is not in a graph of ${nodes.length}`);
  return node;
}

function idOf(renamed: readonly number[], id: number): number {
  return renamed[id] ?? -1;
}

function identity({ op, inputs, attributes, shape, dtype }: GraphNode): string {
  return JSON.stringify([op, inputs, attributes, shape, dtype], distinctNumber);
}

/** JSON writes NaN and both infinities as null, and −0 as 0: they would be taken for one another. */
function distinctNumber(_key: string, value: unknown): unknown {
  const plain = typeof value !== 'number' || (Number.isFinite(value) && !Object.is(value, -0));
  return plain ? value : Object.is(value, -0) ? '-0' : String(value);
}
