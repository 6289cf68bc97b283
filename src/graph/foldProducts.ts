import type { Graph, GraphNode } from '../tensor/graph.ts';
import { isReadOnce, linearTerms, partsOf, readersOf } from './linearTerms.ts';
import type { LinearTerms, Readers } from './linearTerms.ts';
import { nodesIn } from './scalarFactor.ts';
import { nodeOf, simplify } from './simplify.ts';
import { isGiven, writeFolds } from './writeFolds.ts';
import type { Fold, Term } from './writeFolds.ts';

/**
 * Folds sums with scalar factors into the matrix products in them, so that an optimizer's update is a part of the gradient's product:
 *
 *     W − r·(xᵀ·dz + 2λ·W)  becomes  matMulAdd(xᵀ, dz, W, −r, 1 − 2λ·r)
 *
 * A product is folded where nothing else reads it. Of several tensors beside the products, the sum becomes the addend, unless operations read the result: one
 * pass then takes them along without a product. The scaled product comes as early as its operands allow, but after the other readers of its addend, so that a
 * parameter can be updated in place and gradients do not wait for the update. The graph is one that `simplify` gave; rounding may differ.
 */
export function foldProducts(graph: Graph): Graph {
  const folds = findFolds(graph);
  return folds.length === 0 ? graph : simplify(writeFolds(graph, folds));
}

function findFolds(graph: Graph): readonly Fold[] {
  const { nodes } = graph;
  const readers = readersOf(graph);
  const inner = new Set(nodes.flatMap(node => (partsOf(node, nodes) ?? []).map(({ id }) => id)).filter(id => isReadOnce(readers, id)));
  const places = new Places(graph, readers);
  nodes.forEach((node, root) => {
    if (inner.has(root) || partsOf(node, nodes) === undefined) return;
    const sum = linearTerms(root, nodes, readers);
    const split = splitTerms(sum, nodes, readers);
    const pays = split.products.length > 0 && (split.addends.length === 1 || (split.addends.length > 1 && readers.nodes[root]?.length === 0));
    if (pays) places.add({ root, ...split }, sum);
  });
  return places.folds;
}

/** Products that are folded, and what they come upon: the other tensors, or the first product where there are none. */
function splitTerms({ terms }: LinearTerms, nodes: readonly GraphNode[], readers: Readers): Pick<Fold, 'addends' | 'products'> {
  const isProduct = ([id]: Term) => nodeOf(nodes, id).op === 'matMul' && isReadOnce(readers, id);
  const products = [...terms].filter(isProduct);
  const others = [...terms].filter(term => !isProduct(term));
  return others.length > 0 ? { addends: others, products } : { addends: products.slice(0, 1), products: products.slice(1) };
}

/** Decides where folded sums are computed, in the order of their roots. */
class Places {
  readonly folds: Fold[] = [];
  private readonly nodes: readonly GraphNode[];
  private readonly readers: Readers;
  /** For what is not computed at its own place the node after which it is. */
  private readonly moved = new Map<number, number>();

  constructor({ nodes }: Graph, readers: Readers) {
    this.nodes = nodes;
    this.readers = readers;
  }

  add(sum: Omit<Fold, 'after'>, { terms, inside }: LinearTerms): void {
    const gone = [...inside].filter(id => id === sum.root || isReadOnce(this.readers, id));
    const operands = [...terms].flatMap(([id, factor]) => [id, ...nodesIn(factor)]);
    const after = Math.max(...[...operands, ...this.earlierReaders(sum, gone)].map(id => this.placeOf(id)));
    for (const id of [...gone, ...sum.products.map(([product]) => product)]) this.moved.set(id, after);
    this.folds.push({ ...sum, after });
  }

  /** Those that read the tensor which may be overwritten, before the sum is due. */
  private earlierReaders({ root, addends: [addend, ...others] }: Omit<Fold, 'after'>, gone: readonly number[]): readonly number[] {
    if (addend === undefined || others.length > 0) return [];
    return (this.readers.nodes[addend[0]] ?? []).filter(reader => reader < root && !gone.includes(reader));
  }

  /** Inputs and constants come first. */
  private placeOf(id: number): number {
    return isGiven(nodeOf(this.nodes, id)) ? -1 : this.moved.get(id) ?? id;
  }
}
