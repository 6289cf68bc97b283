import { backprop } from '../gradients/backprop.ts';
import type { Graph } from '../tensor/graph.ts';
import { recordProblem } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import type { Evidence } from './hints/evidence.ts';
import { neededNodes } from './neededNodes.ts';

/** Which noise a hand-written gradient is computed from and the loss is not, the other way round, and both are, by name. */
export function noiseOf(problem: GradientProblem, figure: string): Evidence['noise'] {
  const { graph } = recordProblem(problem, backprop);
  const [forward, whole] = [noiseIn(graph, 'loss'), noiseIn(graph, figure)];
  const chosen = (names: ReadonlySet<string>, isChosen: (name: string) => boolean) => [...names].filter(isChosen).map(lastOf);
  return { backwardOnly: chosen(whole, name => !forward.has(name)), forwardOnly: chosen(forward, name => !whole.has(name)), shared: chosen(whole, name => forward.has(name)) };
}

function noiseIn(graph: Graph, output: string): ReadonlySet<string> {
  if (graph.outputs[output] === undefined) return new Set();
  const needed = [...neededNodes(graph, output)].flatMap(node => graph.nodes[node] ?? []);
  return new Set(needed.flatMap(({ op, attributes }) => (op === 'input' && attributes.from === 'noise' ? [attributes.name] : [])));
}

/** `mask` of `noise/dropout/mask`. */
function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
