import { BackendError } from '../../errors.ts';
import { allocate } from '../../tensor/dtype.ts';
import type { HostArray, Precision } from '../../tensor/dtype.ts';
import type { Graph, GraphNode, NodeOf } from '../../tensor/graph.ts';
import { sameShape, sizeOf } from '../../tensor/shape.ts';
import type { Frame } from '../backend.ts';
import { itemAt } from './itemAt.ts';
import type { MemoryPlan } from './memoryPlan.ts';
import type { StateMemory } from './stateMemory.ts';

/** What the arrays of a step are made from. */
interface Memory {
  readonly graph: Graph;
  readonly plan: MemoryPlan;
  readonly buffers: readonly HostArray[];
  readonly frame: Frame;
  readonly state: StateMemory;
  readonly precision: Precision;
}

/** For each node the array that holds its value; aliases share one. */
export function valuesOf(memory: Memory): readonly HostArray[] {
  const own = new Map<number, HostArray>();
  return memory.plan.roots.map(root => {
    const values = own.get(root) ?? arrayAt(root, memory);
    own.set(root, values);
    return values;
  });
}

function arrayAt(root: number, { graph, plan, buffers, frame, state, precision }: Memory): HostArray {
  const node = itemAt(graph.nodes, root);
  const place = plan.places.get(root);
  if (place?.in === 'state') return state.slot(place.name).values;
  if (place?.in === 'buffer') return itemAt(buffers, place.buffer).subarray(0, sizeOf(node.shape));
  if (node.op === 'input') return inputArray(node, frame, state, precision);
  return constantArray(node, precision);
}

function inputArray(node: NodeOf<'input'>, frame: Frame, state: StateMemory, precision: Precision): HostArray {
  const { from, name } = node.attributes;
  if (from === 'state') return stateArray(node, name, state);
  const feed = from === 'feed' ? frame.feeds[name] : undefined;
  return feed ?? allocate(node.dtype, sizeOf(node.shape), precision);
}

function stateArray({ dtype, shape, path }: GraphNode, name: string, state: StateMemory): HostArray {
  const slot = state.slot(name);
  if (slot.dtype === dtype && sameShape(slot.shape, shape)) return slot.values;
  throw new BackendError(`state ${name} of another type`, {
    where: path === '' ? undefined : path, got: `${slot.dtype}[${slot.shape.join(', ')}] in the session`, expected: `${dtype}[${shape.join(', ')}]`,
  });
}

function constantArray(node: GraphNode, precision: Precision): HostArray {
  const values = allocate(node.dtype, sizeOf(node.shape), precision);
  if (node.op === 'constant') values.set(node.attributes.values);
  return values;
}
