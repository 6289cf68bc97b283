import { BackendError } from '../../errors.ts';
import type { HostArray, Precision } from '../../tensor/dtype.ts';
import type { Graph, GraphNode, NodeOf } from '../../tensor/graph.ts';
import { sameShape, sizeOf } from '../../tensor/shape.ts';
import type { Frame } from '../backend.ts';
import { itemAt } from './itemAt.ts';
import { takeArray } from './memory.ts';
import type { Memory } from './memory.ts';
import type { MemoryPlan } from './memoryPlan.ts';
import type { StateMemory } from './stateMemory.ts';

/** What the arrays of a step are made from. */
interface Parts {
  readonly graph: Graph;
  readonly plan: MemoryPlan;
  readonly buffers: readonly HostArray[];
  readonly frame: Frame;
  readonly state: StateMemory;
  readonly precision: Precision;
  readonly memory: Memory;
}

/** The array that holds a node's value, which aliases share. Values that only their region reads have none: to ask for one is a bug. */
export function valuesOf(parts: Parts): (id: number) => HostArray {
  const { graph, plan } = parts;
  const own = new Map([...plan.places.keys()].map(root => [root, arrayAt(root, parts)]));
  return id => {
    const array = own.get(itemAt(plan.roots, id));
    if (array === undefined) throw new Error(`node ${id}, ${itemAt(graph.nodes, id).op}, never reaches memory`);
    return array;
  };
}

function arrayAt(root: number, { graph, plan, buffers, frame, state, precision, memory }: Parts): HostArray {
  const node = itemAt(graph.nodes, root);
  const place = plan.places.get(root);
  if (place?.in === 'state') return state.slot(place.name).values;
  if (place?.in === 'buffer') return itemAt(buffers, place.buffer).subarray(0, sizeOf(node.shape));
  if (node.op === 'input') return inputArray(node, frame, state, () => takeArray(memory, node.dtype, sizeOf(node.shape), precision));
  return constantArray(node, takeArray(memory, node.dtype, sizeOf(node.shape), precision));
}

function inputArray(node: NodeOf<'input'>, frame: Frame, state: StateMemory, take: () => HostArray): HostArray {
  const { from, name } = node.attributes;
  if (from === 'state') return stateArray(node, name, state);
  const feed = from === 'feed' ? frame.feeds[name] : undefined;
  return feed ?? take();
}

function stateArray({ dtype, shape, path }: GraphNode, name: string, state: StateMemory): HostArray {
  const slot = state.slot(name);
  if (slot.dtype === dtype && sameShape(slot.shape, shape)) return slot.values;
  throw new BackendError(`state ${name} of another type`, {
    where: path === '' ? undefined : path, got: `${slot.dtype}[${slot.shape.join(', ')}] in the session`, expected: `${dtype}[${shape.join(', ')}]`,
  });
}

function constantArray(node: GraphNode, values: HostArray): HostArray {
  if (node.op === 'constant') values.set(node.attributes.values);
  return values;
}
