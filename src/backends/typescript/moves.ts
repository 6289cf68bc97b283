import type { HostArray } from '../../tensor/dtype.ts';
import type { Graph } from '../../tensor/graph.ts';
import { itemAt } from './itemAt.ts';
import type { BoundKernel } from './kernel.ts';
import type { Move } from './memoryPlan.ts';
import type { StateMemory } from './stateMemory.ts';

/** Copies new values into their state when the kernels have run. State that is itself overwritten by a copy is set aside first. */
export function bindMoves(graph: Graph, moves: readonly Move[], arrayOf: (id: number) => HostArray, state: StateMemory): readonly BoundKernel[] {
  const targets = new Set(moves.map(move => move.state));
  const asides: BoundKernel[] = [];
  const copies = moves.map(({ state: name, root }) => {
    const node = itemAt(graph.nodes, root);
    const source = arrayOf(root);
    const target = state.slot(name).values;
    if (node.op !== 'input' || node.attributes.from !== 'state' || !targets.has(node.attributes.name)) return () => target.set(source);
    const aside = source.slice();
    asides.push(() => aside.set(source));
    return () => target.set(aside);
  });
  return [...asides, ...copies];
}
