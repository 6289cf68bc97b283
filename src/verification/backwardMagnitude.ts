import { backprop } from '../gradients/backprop.ts';
import type { Graph } from '../tensor/graph.ts';
import { evaluateOnce } from './evaluation.ts';
import { recordProblem, stateOf } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import type { StepData } from './stepData.ts';
import { oracle } from './testedBackends.ts';

/**
 * The largest number on the way back from the loss to a gradient, in float64: what is computed for that gradient and not for the loss. A gradient that is left over where larger numbers
 * cancel is known in float32 to the roundings of those: a batch normalisation multiplies gradients by up to 1/√ε, and takes their mean off.
 */
export async function backwardMagnitude(problem: GradientProblem, data: StepData, figure: string): Promise<number> {
  const { graph, scalars } = recordProblem(problem, backprop, data.samples.length);
  const forward = neededFor(graph, 'loss');
  const backward = [...neededFor(graph, figure)].filter(node => !forward.has(node) && graph.nodes[node]?.dtype === 'float');
  const outputs = Object.fromEntries(backward.map(node => [String(node), node]));
  const values = await evaluateOnce(oracle(), { graph: { ...graph, outputs, assignments: {} }, scalars }, stateOf(problem), data);
  return Math.max(0, ...Object.values(values).map(own => own.reduce((largest, value) => Math.max(largest, Math.abs(value) || 0), 0)));
}

/** The nodes that an output is computed from, its own included. */
function neededFor({ nodes, outputs }: Graph, output: string): ReadonlySet<number> {
  const needed = new Set<number>();
  const pending = [outputs[output] ?? -1];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (needed.has(node)) continue;
    needed.add(node);
    pending.push(...nodes[node]?.inputs ?? []);
  }
  return needed;
}
