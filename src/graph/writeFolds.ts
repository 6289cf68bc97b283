import type { Graph, GraphNode, NodeOf } from '../tensor/graph.ts';
import { writeFactor } from './scalarFactor.ts';
import type { Factor, FactorWriter, Pathless } from './scalarFactor.ts';
import { nodeOf, rename } from './simplify.ts';

/** A tensor and its factor. */
export type Term = readonly [id: number, factor: Factor];

/** A sum of scaled tensors and products that is computed by scaled products. */
export interface Fold {
  /** The node whose value the sum is. */
  readonly root: number;
  readonly addends: readonly Term[];
  /** The products that come upon the addends. */
  readonly products: readonly Term[];
  /** The node after which the sum is computed. */
  readonly after: number;
}

/** What the nodes of one sum are written with. */
interface SumWriter extends FactorWriter {
  /** Appends a node of the sum's own type. */
  pushOwn(op: 'add' | 'multiply' | 'matMulAdd', inputs: readonly number[], attributes?: GraphNode['attributes']): number;
}

/** True for nodes that read nothing. */
export function isGiven({ op }: GraphNode): boolean {
  return op === 'input' || op === 'constant';
}

/** The graph with inputs and constants first, and each sum at its place, written as scaled products. What only the sums read stays, read by nothing. */
export function writeFolds(graph: Graph, folds: readonly Fold[]): Graph {
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
    for (const fold of byPlace.get(id) ?? []) renamed.set(fold.root, writeFold(fold, graph, sumWriter(fold, graph, nodes, move)));
  });
  return { nodes, ...rename(graph, move) };
}

function sumWriter({ root }: Fold, graph: Graph, nodes: GraphNode[], renamed: (id: number) => number): SumWriter {
  const { path, shape, dtype } = nodeOf(graph.nodes, root);
  const push = (node: Pathless) => nodes.push({ ...node, path } as GraphNode) - 1;
  return {
    push, renamed,
    shapeOf: id => nodeOf(graph.nodes, id).shape,
    pushOwn: (op, inputs, attributes = {}) => push({ op, inputs, attributes, shape, dtype }),
  };
}

/** Writes a sum, the addends first, then one product after the other upon them; gives the id of its value. */
function writeFold({ addends, products }: Fold, graph: Graph, writer: SumWriter): number {
  let [addend, beta] = writeAddends(addends, writer);
  for (const [id, alpha] of products) {
    const { inputs, attributes } = nodeOf(graph.nodes, id) as NodeOf<'matMul'>;
    const factors = [writeFactor(alpha, writer), writeFactor(beta, writer)];
    [addend, beta] = [writer.pushOwn('matMulAdd', [...inputs.map(writer.renamed), addend, ...factors], attributes), 1];
  }
  return addend;
}

/** One addend keeps its factor for the product; several are summed with theirs. */
function writeAddends(addends: readonly Term[], writer: SumWriter): Term {
  const [only, ...more] = addends;
  if (only !== undefined && more.length === 0) return [writer.renamed(only[0]), only[1]];
  const scaled = ([id, factor]: Term) => (factor === 1 ? writer.renamed(id) : writer.pushOwn('multiply', [writer.renamed(id), writeFactor(factor, writer)]));
  return [addends.map(scaled).reduce((sum, term) => writer.pushOwn('add', [sum, term])), 1];
}
