import type { Graph, GraphNode, NodeOf } from '../tensor/graph.ts';
import { isReadOnce, linearTerms, partsOf, readersOf } from './linearTerms.ts';
import type { LinearTerms, Readers } from './linearTerms.ts';
import { nodesIn, writeFactor } from './scalarFactor.ts';
import type { Factor, FactorWriter, Pathless } from './scalarFactor.ts';
import { nodeOf, rename, simplify } from './simplify.ts';

/** A tensor and its factor. */
type Term = readonly [id: number, factor: Factor];

/** A sum that is computed by scaled products. */
interface Fold {
  /** The node whose value the sum is. */
  readonly root: number;
  /** Products that nothing else reads. */
  readonly products: readonly Term[];
  readonly others: readonly Term[];
  /** The node after which the sum is computed. */
  readonly after: number;
}

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
  return folds.length === 0 ? graph : simplify(write(graph, folds));
}

function findFolds(graph: Graph): readonly Fold[] {
  const { nodes } = graph;
  const readers = readersOf(graph);
  const inner = new Set(nodes.flatMap(node => (partsOf(node, nodes) ?? []).map(({ id }) => id)).filter(id => isReadOnce(readers, id)));
  const places = new Places(graph, readers);
  nodes.forEach((node, root) => {
    if (inner.has(root) || partsOf(node, nodes) === undefined) return;
    const sum = linearTerms(root, nodes, readers);
    const isProduct = ([id]: Term) => nodeOf(nodes, id).op === 'matMul' && isReadOnce(readers, id);
    const products = [...sum.terms].filter(isProduct);
    const others = [...sum.terms].filter(term => !isProduct(term));
    const pays = products.length > 0 && products.length + others.length > 1 && (others.length < 2 || readers.nodes[root]?.length === 0);
    if (pays) places.add({ root, products, others }, sum);
  });
  return places.folds;
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

  add({ root, products, others }: Omit<Fold, 'after'>, { terms, inside }: LinearTerms): void {
    const [addend = -1] = others.length === 1 ? others[0] ?? [] : [];
    const earlierReaders = (this.readers.nodes[addend] ?? []).filter(reader => reader < root && !inside.has(reader));
    const operands = [...terms].flatMap(([id, factor]) => [id, ...nodesIn(factor)]);
    const after = Math.max(...[...operands, ...earlierReaders].map(id => this.placeOf(id)));
    const replaced = [...inside].filter(id => isReadOnce(this.readers, id));
    for (const id of [root, ...replaced, ...folded(products, others).map(([product]) => product)]) this.moved.set(id, after);
    this.folds.push({ root, products, others, after });
  }

  /** Inputs and constants come first. */
  private placeOf(id: number): number {
    return isGiven(nodeOf(this.nodes, id)) ? -1 : this.moved.get(id) ?? id;
  }
}

/** Without other tensors the first product is computed by itself, and the others upon it. */
function folded(products: readonly Term[], others: readonly Term[]): readonly Term[] {
  return others.length === 0 ? products.slice(1) : products;
}

function isGiven({ op }: GraphNode): boolean {
  return op === 'input' || op === 'constant';
}

function write(graph: Graph, folds: readonly Fold[]): Graph {
  const nodes: GraphNode[] = [];
  const renamed = new Map<number, number>();
  const move = (id: number) => renamed.get(id) ?? -1;
  const copy = (node: GraphNode, id: number) => renamed.set(id, nodes.push({ ...node, inputs: node.inputs.map(move) } as GraphNode) - 1);
  const roots = new Set(folds.map(({ root }) => root));
  const byPlace = new Map<number, Fold[]>();
  for (const fold of folds) byPlace.set(fold.after, [...byPlace.get(fold.after) ?? [], fold]);
  graph.nodes.forEach((node, id) => { if (isGiven(node)) copy(node, id); });
  graph.nodes.forEach((node, id) => {
    if (!isGiven(node) && !roots.has(id)) copy(node, id);
    for (const fold of byPlace.get(id) ?? []) renamed.set(fold.root, writeFold(fold, graph, nodes, move));
  });
  return { nodes, ...rename(graph, move) };
}

/** Writes the sum: the addend first, then one product after the other upon it. */
function writeFold({ root, products, others }: Fold, graph: Graph, nodes: GraphNode[], renamed: (id: number) => number): number {
  const { path, shape, dtype } = nodeOf(graph.nodes, root);
  const push = (node: Pathless) => nodes.push({ ...node, path } as GraphNode) - 1;
  const writer: FactorWriter = { push, renamed, shapeOf: id => nodeOf(graph.nodes, id).shape };
  const elementwise = (op: 'add' | 'multiply', inputs: readonly number[]) => push({ op, inputs, attributes: {}, shape, dtype });
  const scaled = ([id, factor]: Term) => (factor === 1 ? renamed(id) : elementwise('multiply', [renamed(id), writeFactor(factor, writer)]));
  let [addend, beta]: Term = sumOf(others.length === 0 ? products.slice(0, 1) : others);
  for (const [id, alpha] of folded(products, others)) {
    const { inputs, attributes } = nodeOf(graph.nodes, id) as NodeOf<'matMul'>;
    addend = push({ op: 'matMulAdd', inputs: [...inputs.map(renamed), addend, writeFactor(alpha, writer), writeFactor(beta, writer)], attributes, shape, dtype });
    beta = 1;
  }
  return addend;

  function sumOf(terms: readonly Term[]): Term {
    const [only, ...more] = terms;
    if (only !== undefined && more.length === 0) return [renamed(only[0]), only[1]];
    return [terms.map(scaled).reduce((sum, term) => elementwise('add', [sum, term])), 1];
  }
}
