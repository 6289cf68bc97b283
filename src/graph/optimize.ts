import type { Graph } from '../tensor/graph.ts';
import { foldProducts } from './foldProducts.ts';
import { simplify } from './simplify.ts';

/** The graph as a backend that is handed whole graphs computes it: in fewer nodes, with updates folded into the products that give them. */
export function optimize(graph: Graph): Graph {
  return foldProducts(simplify(graph));
}
