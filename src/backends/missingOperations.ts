import type { Graph } from '../tensor/graph.ts';
import type { Operation } from '../tensor/operations.ts';
import type { Gap } from './backend.ts';
import { withoutRepeats } from './withoutRepeats.ts';

/** The operations of a graph, and of what its scans run, for which `reasonOf` gives a reason why there is no kernel; each once a layer. */
export function missingOperations(graph: Graph, reasonOf: (operation: Operation) => string | undefined): readonly Gap[] {
  return withoutRepeats(graph.nodes.flatMap((node): readonly Gap[] => {
    if (node.op === 'scan') return missingOperations(node.attributes.body, reasonOf);
    const reason = reasonOf(node.op);
    return reason === undefined ? [] : [{ operation: node.op, path: node.path, reason }];
  }));
}
