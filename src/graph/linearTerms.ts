import type { Graph, GraphNode } from '../tensor/graph.ts';
import { sameShape, sizeOf } from '../tensor/shape.ts';
import { dividedBy, plus, times } from './scalarFactor.ts';
import type { Factor } from './scalarFactor.ts';
import { nodeOf } from './simplify.ts';

/** A value as Σ factor · tensor over distinct tensors of its own shape. */
export interface LinearTerms {
  readonly terms: ReadonlyMap<number, Factor>;
  /** The nodes between the value and its terms, the value itself among them. */
  readonly inside: ReadonlySet<number>;
}

/** Who reads each node. */
export interface Readers {
  /** The nodes that read it, one that reads it twice standing twice. */
  readonly nodes: readonly (readonly number[])[];
  /** Outputs and assignments. */
  readonly outside: ReadonlySet<number>;
}

interface Part {
  readonly id: number;
  readonly factor: Factor;
}

export function readersOf({ nodes, outputs, assignments }: Graph): Readers {
  const readers: number[][] = nodes.map(() => []);
  nodes.forEach(({ inputs }, id) => { for (const input of inputs) readers[input]?.push(id); });
  return { nodes: readers, outside: new Set([...Object.values(outputs), ...Object.values(assignments)]) };
}

/** True where one node reads this one, once, and nobody outside. */
export function isReadOnce(readers: Readers, id: number): boolean {
  return readers.nodes[id]?.length === 1 && !readers.outside.has(id);
}

/** What a linear node is the sum of: `a + b`, `a − b`, `−a`, and a tensor times or over a scalar. Undefined for any other node. */
export function partsOf({ op, dtype, shape, inputs: [a = -1, b = -1] }: GraphNode, nodes: readonly GraphNode[]): readonly Part[] | undefined {
  if (dtype !== 'float') return undefined;
  const fits = (id: number) => sameShape(nodeOf(nodes, id).shape, shape);
  const scales = (id: number, by: number) => fits(id) && sizeOf(nodeOf(nodes, by).shape) === 1;
  switch (op) {
    case 'negate': return [{ id: a, factor: -1 }];
    case 'add': case 'subtract': return fits(a) && fits(b) ? [{ id: a, factor: 1 }, { id: b, factor: op === 'add' ? 1 : -1 }] : undefined;
    case 'divide': return scales(a, b) ? [{ id: a, factor: dividedBy(1, scalarAt(b, nodes)) }] : undefined;
    case 'multiply':
      if (scales(a, b)) return [{ id: a, factor: scalarAt(b, nodes) }];
      return scales(b, a) ? [{ id: b, factor: scalarAt(a, nodes) }] : undefined;
    default: return undefined;
  }
}

/** Takes a value apart as far as its parts are read by nothing else; what is only scaled of another tensor is taken apart in any case. */
export function linearTerms(root: number, nodes: readonly GraphNode[], readers: Readers): LinearTerms {
  const terms = new Map<number, Factor>();
  const inside = new Set<number>();
  const open: Part[] = [{ id: root, factor: 1 }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { id, factor } = part;
    const parts = partsOf(nodeOf(nodes, id), nodes);
    if (parts !== undefined && (id === root || isReadOnce(readers, id) || isScaledTensor(parts, nodes))) {
      inside.add(id);
      open.push(...parts.map(own => ({ id: own.id, factor: times(factor, own.factor) })).toReversed());
    } else {
      const known = terms.get(id);
      terms.set(id, known === undefined ? factor : plus(known, factor));
    }
  }
  return { terms, inside };
}

function isScaledTensor(parts: readonly Part[], nodes: readonly GraphNode[]): boolean {
  const [part, ...others] = parts;
  if (part === undefined || others.length > 0) return false;
  const tensor = nodeOf(nodes, part.id);
  return tensor.op !== 'matMul' && partsOf(tensor, nodes) === undefined;
}

function scalarAt(id: number, nodes: readonly GraphNode[]): Factor {
  const node = nodeOf(nodes, id);
  return node.op === 'constant' ? node.attributes.values[0] ?? Number.NaN : { node: id };
}
