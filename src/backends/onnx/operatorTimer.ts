import type { Graph } from '../../tensor/graph.ts';
import type { TimePiece } from '../backend.ts';
import type { Label } from './lowerings.ts';
import type { TimeOperators } from './runtime.ts';

/** `17@dense`: the names of operators then tell the node that they come from, through ONNX Runtime's own fusions too. */
export const numberedLabel: Label = ({ path }, id) => `${id}@${path}`;

/** Tells the times of operators as those of the nodes of the graph that they come from; of those that ONNX Runtime adds itself, to lay out memory, nothing is told. */
export function operatorTimer(graph: Graph, timed: TimePiece): TimeOperators {
  return times => {
    const sums = new Map<number, number>();
    for (const { name, milliseconds } of times) {
      const id = Number(/(\d+)@/u.exec(name)?.[1] ?? -1);
      if (graph.nodes[id] !== undefined) sums.set(id, (sums.get(id) ?? 0) + milliseconds);
    }
    for (const [id, milliseconds] of sums) timed(graph, [id])(milliseconds);
  };
}
