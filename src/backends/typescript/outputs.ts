import type { HostArray } from '../../tensor/dtype.ts';
import type { Graph } from '../../tensor/graph.ts';
import { itemAt } from './itemAt.ts';
import type { BoundKernel } from './kernel.ts';
import { isHeld } from './memoryPlan.ts';

export interface BoundOutputs {
  readonly arrays: Readonly<Record<string, HostArray>>;
  readonly copies: readonly BoundKernel[];
}

/** The arrays that the caller reads. What lies in the state, the frame or a constant is copied, before the kernels can overwrite it. */
export function bindOutputs(graph: Graph, roots: readonly number[], arrayOf: (id: number) => HostArray): BoundOutputs {
  const arrays: Record<string, HostArray> = {};
  const copies: BoundKernel[] = [];
  for (const [name, id] of Object.entries(graph.outputs)) {
    const source = arrayOf(id);
    const held = isHeld(itemAt(graph.nodes, itemAt(roots, id)));
    const target = held ? source.slice() : source;
    if (held) copies.push(() => target.set(source));
    arrays[name] = target;
  }
  return { arrays, copies };
}
