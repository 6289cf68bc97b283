import type { Graph, GraphNode, TensorType } from '../../tensor/graph.ts';
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
  /** For each root its place. */
  readonly places: ReadonlyMap<number, Place>;
  readonly buffers: readonly PlannedBuffer[];
  readonly moves: readonly Move[];
}

const never = Number.POSITIVE_INFINITY;

/**
 * Decides where every value of a step lies. With `reuse`, memory of values that are read no more is taken again, element-wise operations write over an operand that
 * dies with them, and new state is written straight into the state where nothing reads the old value later. Without it every value has memory of its own.
 */
export function planMemory(graph: Graph, reuse: boolean): MemoryPlan {
  const roots = rootsOf(graph);
  const lastReads = lastReadsOf(graph, roots);
  const direct = reuse ? directAssignments(graph, roots, lastReads) : new Map<number, string>();
  const written = new Set(direct.values());
  const moves = Object.entries(graph.assignments)
    .map(([state, id]) => ({ state, root: itemAt(roots, id) }))
    .filter(({ state, root }) => !written.has(state) && stateOf(itemAt(graph.nodes, root)) !== state);
  return { roots, moves, ...placeValues(graph, roots, lastReads, direct, reuse) };
}

function placeValues(graph: Graph, roots: readonly number[], lastReads: readonly number[], direct: ReadonlyMap<number, string>, reuse: boolean): Pick<MemoryPlan, 'places' | 'buffers'> {
  const pool = new BufferPool();
  const places = new Map<number, Place>();
  const take = ({ dtype, shape }: GraphNode): Place => ({ in: 'buffer', buffer: pool.take(dtype, sizeOf(shape)) });
  /** Operands in buffers that no later node reads. */
  const dyingAt = (node: GraphNode, id: number): readonly number[] => {
    const operands = new Set(node.inputs.map(input => itemAt(roots, input)));
    return reuse ? [...operands].filter(root => lastReads[root] === id && places.get(root)?.in === 'buffer') : [];
  };
  graph.nodes.forEach((node, id) => {
    if (isNoise(node)) places.set(id, take(node));
    else if (isSource(node)) places.set(id, { in: 'source' });
  });
  graph.nodes.forEach((node, id) => {
    if (roots[id] !== id || isSource(node)) return;
    const state = direct.get(id);
    const dying = dyingAt(node, id);
    const over = state === undefined && writesInPlace(node) ? dying.find(root => fits(itemAt(graph.nodes, root), node)) : undefined;
    places.set(id, state !== undefined ? { in: 'state', name: state } : places.get(over ?? -1) ?? take(node));
    for (const root of dying) if (root !== over) pool.release(places.get(root));
  });
  return { places, buffers: pool.buffers };
}

/** Assigned values that can be written into their state: the old value is read before, or by the writing kernel in place. */
function directAssignments(graph: Graph, roots: readonly number[], lastReads: readonly number[]): ReadonlyMap<number, string> {
  const direct = new Map<number, string>();
  const outputs = new Set(Object.values(graph.outputs).map(id => itemAt(roots, id)));
  for (const [state, id] of Object.entries(graph.assignments)) {
    const root = itemAt(roots, id);
    const node = itemAt(graph.nodes, root);
    const lastRead = Math.max(-1, ...graph.nodes.map((other, at) => (stateOf(other) === state ? itemAt(lastReads, at) : -1)));
    const safe = lastRead < root || (lastRead === root && writesInPlace(node));
    if (safe && !isSource(node) && !outputs.has(root) && !direct.has(root)) direct.set(root, state);
  }
  return direct;
}

/** For each root the node that reads it last; never for what is read when the kernels have run. Outputs that are sources are copied before. */
function lastReadsOf(graph: Graph, roots: readonly number[]): readonly number[] {
  const last = graph.nodes.map((_, id) => id);
  graph.nodes.forEach((node, id) => { for (const input of node.inputs) last[itemAt(roots, input)] = id; });
  const kept = [...Object.values(graph.assignments), ...Object.values(graph.outputs).filter(id => !isHeld(itemAt(graph.nodes, itemAt(roots, id))))];
  for (const id of kept) last[itemAt(roots, id)] = never;
  return last;
}

function rootsOf(graph: Graph): readonly number[] {
  const roots: number[] = [];
  graph.nodes.forEach((node, id) => { roots.push(kernels[node.op] === 'alias' ? itemAt(roots, itemAt(node.inputs, 0)) : id); });
  return roots;
}

/** True for values that lie in memory of their own all the time: constants, and inputs but noise. */
export function isHeld(node: GraphNode): boolean {
  return isSource(node) && !isNoise(node);
}

function isSource(node: GraphNode): boolean {
  return kernels[node.op] === 'source';
}

function isNoise(node: GraphNode): boolean {
  return node.op === 'input' && node.attributes.from === 'noise';
}

function stateOf(node: GraphNode): string | undefined {
  return node.op === 'input' && node.attributes.from === 'state' ? node.attributes.name : undefined;
}

function writesInPlace(node: GraphNode): boolean {
  const entry = kernels[node.op];
  return typeof entry === 'object' && 'inPlace' in entry && entry.inPlace;
}

function fits(operand: TensorType, node: TensorType): boolean {
  return operand.dtype === node.dtype && sizeOf(operand.shape) === sizeOf(node.shape);
}
