import { printGraph, printGraphviz } from '../graph/print.ts';
import { simplify } from '../graph/simplify.ts';
import type { Graph } from '../index.ts';

/** A recorded graph as a backend runs it, simplified: as text, for Graphviz, or as data. */
export function graphText(recorded: Graph, format: 'text' | 'dot' | 'json'): string {
  const graph = simplify(recorded);
  switch (format) {
    case 'text': return printGraph(graph);
    case 'dot': return printGraphviz(graph);
    case 'json': return JSON.stringify(graph);
  }
}
