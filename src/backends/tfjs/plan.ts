import type { Graph } from '../../tensor/graph.ts';
import { nodeOf } from '../../graph/simplify.ts';
import { gradientGroups } from './gradientGroup.ts';
import type { GradientGroup } from './gradientGroup.ts';

/** One node, or all gradients of one y together with the nodes under their tape; then the values that nothing needs any more. */
export interface PlanStep {
  readonly work: number | GradientGroup;
  readonly frees: readonly number[];
}

/** The order in which a graph is evaluated: nodes that the tape must see wait until the gradients that need them. */
export function plan(graph: Graph): readonly PlanStep[] {
  const order = new Scheduler(graph).order();
  const frees = freesOf(graph, order);
  return order.map((work, at) => ({ work, frees: frees[at] ?? [] }));
}

class Scheduler {
  private readonly graph: Graph;
  private readonly groups: readonly GradientGroup[];
  private readonly groupOf = new Map<number, GradientGroup>();
  private readonly steps: (number | GradientGroup)[] = [];
  private readonly done = new Set<number>();
  private open = 0;

  constructor(graph: Graph) {
    this.graph = graph;
    this.groups = gradientGroups(graph.nodes);
    for (const group of this.groups) {
      for (const id of [...group.taped, ...group.gradients.keys()]) if (!this.groupOf.has(id)) this.groupOf.set(id, group);
    }
  }

  order(): readonly (number | GradientGroup)[] {
    for (const id of this.graph.nodes.keys()) this.emit(id);
    return this.steps;
  }

  /**
   * While a group waits for its operands, a node under another group's tape is computed plainly: each of two groups may need values of the other.
   * Such a node, and one under two tapes, is evaluated again.
   */
  private emit(id: number): void {
    if (this.done.has(id)) return;
    const node = nodeOf(this.graph.nodes, id);
    const group = this.groupOf.get(id);
    if (group !== undefined && (node.op === 'gradient' || this.open === 0)) return this.emitGroup(group);
    for (const input of node.inputs) this.emit(input);
    this.steps.push(id);
    this.done.add(id);
  }

  private emitGroup(group: GradientGroup): void {
    const taped = new Set(group.taped);
    this.open++;
    for (const id of [...group.ancestors].sort((a, b) => a - b)) if (!taped.has(id)) this.emit(id);
    this.open--;
    this.steps.push(group);
    for (const id of [...group.taped, ...group.gradients.keys()]) this.done.add(id);
  }
}

/** For each step, the computed values whose last use it is. Inputs and constants belong to others, outputs and assignments to the end. */
function freesOf({ nodes, outputs, assignments }: Graph, order: readonly (number | GradientGroup)[]): readonly (readonly number[])[] {
  const last = new Map<number, number>();
  for (const [at, work] of order.entries()) {
    const made = typeof work === 'number' ? [work] : [...work.taped, ...work.gradients.keys()];
    const read = made.flatMap(id => nodeOf(nodes, id).inputs);
    for (const id of [...made, ...read]) last.set(id, at);
  }
  const held = new Set([...Object.values(outputs), ...Object.values(assignments)]);
  const frees = order.map((): number[] => []);
  for (const [id, at] of last) {
    const { op } = nodeOf(nodes, id);
    if (!held.has(id) && op !== 'input' && op !== 'constant') frees[at]?.push(id);
  }
  return frees;
}
