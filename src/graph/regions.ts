import { isElementwise } from '../tensor/elementwise.ts';
import type { Graph, GraphNode } from '../tensor/graph.ts';
import { sameShape, sizeOf } from '../tensor/shape.ts';
import { isAlias, rootsOf } from './roots.ts';
import { nodeOf } from './simplify.ts';

/**
 * Nodes that are evaluated together, element by element: element-wise nodes and casts of one shape, in an order in which each comes after those
 * that it reads; the last may be the sum of all elements of one of them. Or one node of any other kind.
 */
export interface Region {
  readonly nodes: readonly number[];
  /** Those of its nodes that something outside reads; the values of the others never reach memory. */
  readonly stored: readonly number[];
}

/** More nodes than this in one pass would not stay in registers. */
const largestRegion = 48;

/** True for nodes that can share a pass: element i of the value depends on element i of the operands alone. */
export function isPointwise({ op }: GraphNode): boolean {
  return isElementwise(op) || op === 'cast';
}

/** Region nodes but for the sum that they end with, and that sum where there is one. */
export function splitRegion({ nodes: all }: Graph, { nodes }: Region): { readonly pointwise: readonly number[]; readonly total: number | undefined } {
  const last = nodes.at(-1) ?? -1;
  return isPointwise(nodeOf(all, last)) ? { pointwise: nodes, total: undefined } : { pointwise: nodes.slice(0, -1), total: last };
}

/** Every node that computes something in a region of its own, everything stored: the schedule of an interpreter that looks at each value. */
export function singleRegions(graph: Graph): readonly Region[] {
  return graph.nodes.flatMap((node, id) => (isComputed(node) ? [{ nodes: [id], stored: [id] }] : []));
}

/**
 * Fuses chains of element-wise operations, and those with the sum over all their elements: a node joins the region of its readers where all of them are in that
 * one region. Where it is an output or new state as well, the region stores it, which is how an optimizer's slots and update share a pass. Such joins never close
 * a circle, since no path leads out of a region and back. The regions come in an order that can be executed.
 */
export function fusedRegions(graph: Graph): readonly Region[] {
  const members = gather(graph);
  const regionOf = new Map([...members].flatMap(([region, nodes]) => nodes.map(id => [id, region] as const)));
  const roots = rootsOf(graph);
  const outside = new Set([...Object.values(graph.outputs), ...Object.values(graph.assignments)].map(id => roots[id]));
  graph.nodes.forEach(({ inputs }, id) => {
    for (const root of inputs.map(input => roots[input] ?? input)) if (regionOf.has(id) && regionOf.get(root) !== regionOf.get(id)) outside.add(root);
  });
  const regions = new Map([...members].map(([region, nodes]) => [region, { nodes, stored: nodes.filter(id => outside.has(id)) }]));
  return inOrder(graph, regions, regionOf, roots);
}

/** Nodes by the last of them, from the outputs to the inputs. */
function gather(graph: Graph): ReadonlyMap<number, readonly number[]> {
  const readers = readersOf(graph);
  const regionOf = new Map<number, number>();
  const members = new Map<number, number[]>();
  for (let id = graph.nodes.length - 1; id >= 0; id--) {
    const node = nodeOf(graph.nodes, id);
    if (!isComputed(node)) continue;
    const regions = new Set((readers[id] ?? []).map(reader => regionOf.get(reader)));
    const [region = id] = regions.size === 1 ? regions : [];
    const joins = region !== id && isPointwise(node) && matches(graph, nodeOf(graph.nodes, region), node) && (members.get(region)?.length ?? 0) < largestRegion;
    const own = joins ? region : id;
    regionOf.set(id, own);
    members.set(own, [id, ...members.get(own) ?? []]);
  }
  return members;
}

/** For each node those that read it. A reshape among them belongs to no region, so that nothing joins through it. */
function readersOf(graph: Graph): readonly (readonly number[])[] {
  const readers: number[][] = graph.nodes.map(() => []);
  graph.nodes.forEach(({ inputs }, id) => { for (const input of inputs) readers[input]?.push(id); });
  return readers;
}

/** True where a node has the shape of what the last node of a region walks over. */
function matches({ nodes }: Graph, last: GraphNode, node: GraphNode): boolean {
  if (isPointwise(last)) return sameShape(last.shape, node.shape);
  return last.op === 'sum' && last.dtype === 'float' && sizeOf(last.shape) === 1 && sameShape(nodeOf(nodes, last.inputs[0] ?? -1).shape, node.shape);
}

function isComputed(node: GraphNode): boolean {
  return node.op !== 'input' && node.op !== 'constant' && !isAlias(node);
}

/** Each region after those that it reads, else in the order of recording. */
function inOrder(graph: Graph, regions: ReadonlyMap<number, Region>, regionOf: ReadonlyMap<number, number>, roots: readonly number[]): readonly Region[] {
  const order: Region[] = [];
  const placed = new Set<number>();
  const place = (id: number): void => {
    const region = regions.get(id);
    if (region === undefined || placed.has(id)) return;
    placed.add(id);
    for (const input of region.nodes.flatMap(node => nodeOf(graph.nodes, node).inputs)) place(regionOf.get(roots[input] ?? -1) ?? -1);
    order.push(region);
  };
  for (const id of [...regions.keys()].sort((a, b) => a - b)) place(id);
  return order;
}
