import type { Graph } from '../tensor/graph.ts';

/** The nodes that an output is computed from, its own included. */
export function neededNodes({ nodes, outputs }: Graph, output: string): ReadonlySet<number> {
  const needed = new Set<number>();
  const pending = [outputs[output] ?? -1];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (needed.has(node)) continue;
    needed.add(node);
    pending.push(...nodes[node]?.inputs ?? []);
  }
  return needed;
}
