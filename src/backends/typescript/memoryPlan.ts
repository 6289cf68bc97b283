import { isPointwise } from '../../graph/regions.ts';
import type { Region } from '../../graph/regions.ts';
import { rootsOf } from '../../graph/roots.ts';
import type { Graph, GraphNode } from '../../tensor/graph.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { BufferPool } from './bufferPool.ts';
import type { PlannedBuffer } from './bufferPool.ts';
import { itemAt } from './itemAt.ts';
import { kernels } from './kernels.ts';

/** Where a value lies: memory that exists before the step, a piece of state that it becomes, or a planned buffer. */
export type Place =
  | { readonly in: 'source' }
  | { readonly in: 'state'; readonly name: string }
  | { readonly in: 'buffer'; readonly buffer: number };

/** A value that is copied into state when the kernels have run. */
export interface Move {
  readonly state: string;
  readonly root: number;
}

export interface MemoryPlan {
  /** For each node the one whose memory holds its value: itself, or what it is an alias of. */
  readonly roots: readonly number[];
  /** For each root that reaches memory its place. */
  readonly places: ReadonlyMap<number, Place>;
  readonly buffers: readonly PlannedBuffer[];
  readonly moves: readonly Move[];
}

/** What the plan is made from: for each root the position of the last region that reads it. */
interface Lifetimes {
  readonly graph: Graph;
  readonly regions: readonly Region[];
  readonly roots: readonly number[];
  readonly lastReads: readonly number[];
}

const never = Number.POSITIVE_INFINITY;

/**
 * Decides where every value of a step lies. With `reuse`, memory of values that are read no more is taken again, a region writes over an operand that
 * dies with it, and new state is written straight into the state where nothing reads the old value later. Without it every value has memory of its own.
 */
export function planMemory(graph: Graph, regions: readonly Region[], reuse: boolean): MemoryPlan {
  const roots = rootsOf(graph);
  const lifetimes = { graph, regions, roots, lastReads: lastReadsOf(graph, regions, roots) };
  const direct = reuse ? directAssignments(lifetimes) : new Map<number, string>();
  const written = new Set(direct.values());
  const moves = Object.entries(graph.assignments)
    .map(([state, id]) => ({ state, root: itemAt(roots, id) }))
    .filter(({ state, root }) => !written.has(state) && stateOf(itemAt(graph.nodes, root)) !== state);
  return { roots, moves, ...placeValues(lifetimes, direct, reuse) };
}

function placeValues({ graph, regions, roots, lastReads }: Lifetimes, direct: ReadonlyMap<number, string>, reuse: boolean): Pick<MemoryPlan, 'places' | 'buffers'> {
  const pool = new BufferPool();
  const places = new Map<number, Place>();
  const take = ({ dtype, shape }: GraphNode): Place => ({ in: 'buffer', buffer: pool.take(dtype, sizeOf(shape)) });
  graph.nodes.forEach((node, id) => {
    if (isNoise(node)) places.set(id, take(node));
    else if (isSource(node)) places.set(id, { in: 'source' });
  });
  regions.forEach((region, position) => {
    const dying = new Set(reuse ? operandsOf(graph, region, roots).filter(root => lastReads[root] === position && places.get(root)?.in === 'buffer') : []);
    for (const id of region.stored) {
      const node = itemAt(graph.nodes, id);
      const state = direct.get(id);
      const over = state === undefined ? [...dying].find(root => fits(itemAt(graph.nodes, root), node) && mayOverwrite(graph, region, roots, root)) : undefined;
      places.set(id, state !== undefined ? { in: 'state', name: state } : places.get(over ?? -1) ?? take(node));
      dying.delete(over ?? -1);
    }
    for (const root of dying) pool.release(places.get(root));
  });
  return { places, buffers: pool.buffers };
}

/** Assigned values that can be written into their state: the old value is read before, or in the same place by the region that writes. */
function directAssignments({ graph, regions, roots, lastReads }: Lifetimes): ReadonlyMap<number, string> {
  const direct = new Map<number, string>();
  const outputs = new Set(Object.values(graph.outputs).map(id => itemAt(roots, id)));
  const positions = new Map(regions.flatMap((region, position) => region.stored.map(id => [id, position] as const)));
  for (const [state, id] of Object.entries(graph.assignments)) {
    const root = itemAt(roots, id);
    const position = positions.get(root);
    if (position === undefined || outputs.has(root) || direct.has(root)) continue;
    const olds = graph.nodes.flatMap((node, at) => (stateOf(node) === state ? [at] : []));
    const safe = olds.every(old => itemAt(lastReads, old) < position || (lastReads[old] === position && mayOverwrite(graph, itemAt(regions, position), roots, old)));
    if (safe) direct.set(root, state);
  }
  return direct;
}

/** For each root the position of the region that reads it last, -1 where none does; never for what is read when the kernels have run. Outputs that are sources are copied before. */
function lastReadsOf(graph: Graph, regions: readonly Region[], roots: readonly number[]): readonly number[] {
  const last = graph.nodes.map(() => -1);
  regions.forEach((region, position) => { for (const root of operandsOf(graph, region, roots)) last[root] = position; });
  const kept = [...Object.values(graph.assignments), ...Object.values(graph.outputs).filter(id => !isHeld(itemAt(graph.nodes, itemAt(roots, id))))];
  for (const id of kept) last[itemAt(roots, id)] = never;
  return last;
}

/** The roots that a region reads from memory. */
function operandsOf(graph: Graph, { nodes }: Region, roots: readonly number[]): readonly number[] {
  const inside = new Set(nodes);
  return nodes.flatMap(id => itemAt(graph.nodes, id).inputs.map(input => itemAt(roots, input))).filter(root => !inside.has(root));
}

/**
 * True where a region may write over this operand. Element-wise regions read element i before they write it, and an operand of the output's size
 * is never repeated; a kernel says which of its operands it may overwrite.
 */
function mayOverwrite(graph: Graph, { nodes }: Region, roots: readonly number[], root: number): boolean {
  const node = itemAt(graph.nodes, itemAt(nodes, 0));
  if (isPointwise(node)) return true;
  const entry = kernels[node.op];
  const over = typeof entry === 'object' && 'over' in entry ? entry.over : undefined;
  return node.inputs.every((input, position) => roots[input] !== root || position === over);
}

/** True for values that lie in memory of their own all the time: constants, and inputs but noise. */
export function isHeld(node: GraphNode): boolean {
  return isSource(node) && !isNoise(node);
}

function isSource({ op }: GraphNode): boolean {
  return op === 'input' || op === 'constant';
}

function isNoise(node: GraphNode): boolean {
  return node.op === 'input' && node.attributes.from === 'noise';
}

function stateOf(node: GraphNode): string | undefined {
  return node.op === 'input' && node.attributes.from === 'state' ? node.attributes.name : undefined;
}

function fits(operand: GraphNode, node: GraphNode): boolean {
  return operand.dtype === node.dtype && sizeOf(operand.shape) === sizeOf(node.shape);
}
