import type { GraphNode } from '../../tensor/graph.ts';
import { detachedOperations } from '../../tensor/operations.ts';

/** The gradients of one scalar y, which one backward of tf.js's tape gives. */
export interface GradientGroup {
  readonly y: number;
  /** Everything that y depends on, y included. */
  readonly ancestors: ReadonlySet<number>;
  /** The nodes between the xs and y, in order: they are evaluated under the tape. */
  readonly taped: readonly number[];
  /** The nodes to differentiate with respect to: those known before, then those that are taped themselves, each in order. */
  readonly xs: readonly number[];
  /** Each `gradient` node with the position of its x in `xs`; −1 where y does not depend on it. */
  readonly gradients: ReadonlyMap<number, number>;
}

/** The graph's `gradient` nodes, grouped by y. */
export function gradientGroups(nodes: readonly GraphNode[]): readonly GradientGroup[] {
  const byY = new Map<number, number[]>();
  for (const [id, node] of nodes.entries()) {
    const y = node.inputs[0];
    if (node.op === 'gradient' && y !== undefined) byY.set(y, [...(byY.get(y) ?? []), id]);
  }
  return [...byY].map(([y, ids]) => groupOf(nodes, y, ids));
}

function groupOf(nodes: readonly GraphNode[], y: number, ids: readonly number[]): GradientGroup {
  const ancestors = ancestorsOf(nodes, y);
  const wanted = new Set(ids.map(id => xOf(nodes, id)).filter(x => ancestors.has(x)));
  const reached = descendantsOf(nodes, wanted);
  const ordered = [...wanted].sort((a, b) => a - b);
  const xs = [...ordered.filter(x => !reached.has(x)), ...ordered.filter(x => reached.has(x))];
  const taped = [...reached].filter(id => ancestors.has(id));
  return { y, ancestors, taped, xs, gradients: new Map(ids.map(id => [id, xs.indexOf(xOf(nodes, id))])) };
}

/**
 * True for a node that the tape must not follow: an operation without a derivative, or one that does not give a float. tf.js throws where backpropagation
 * meets one, so its operands are cut off.
 */
export function isCut({ op, dtype }: GraphNode): boolean {
  return dtype !== 'float' || detachedOperations.has(op);
}

function ancestorsOf(nodes: readonly GraphNode[], y: number): ReadonlySet<number> {
  const found = new Set([y]);
  for (let id = y; id >= 0; id--) {
    if (found.has(id)) for (const input of nodes[id]?.inputs ?? []) found.add(input);
  }
  return found;
}

/** The nodes that depend on one of `sources`, in order; a source is among them only where it depends on another. */
function descendantsOf(nodes: readonly GraphNode[], sources: ReadonlySet<number>): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [id, { inputs }] of nodes.entries()) {
    if (inputs.some(input => sources.has(input) || found.has(input))) found.add(id);
  }
  return found;
}

function xOf(nodes: readonly GraphNode[], id: number): number {
  return nodes[id]?.inputs[1] ?? -1;
}
