import type { Region } from '../../graph/regions.ts';
import { isPointwise, splitRegion } from '../../graph/regions.ts';
import { elementwiseFunctions, isElementwise } from '../../tensor/elementwise.ts';
import type { Precision } from '../../tensor/dtype.ts';
import type { Graph, GraphNode } from '../../tensor/graph.ts';
import { itemAt } from './itemAt.ts';

/** A function of numbers: self-contained, so that its source is its meaning. */
export type NumberFunction = (...values: number[]) => number;

/** One instruction: register `to` takes f of other registers, then is stored where an output is named. */
export interface Instruction {
  readonly f: NumberFunction;
  readonly from: readonly number[];
  readonly to: number;
  /** What storing the value and reading it back does to it: `round` to float32, or `wrap` to int32. */
  readonly convert: 'round' | 'wrap' | 'none';
  readonly output: number | undefined;
}

/** What a region computes for each element: its operands are in the first registers. */
export interface RegionProgram {
  /** Ids of the nodes that are read. */
  readonly operands: readonly number[];
  /** Ids of the nodes that are stored. */
  readonly outputs: readonly number[];
  readonly instructions: readonly Instruction[];
  /** A register whose values are summed over all elements, in float64, and the output that takes the sum. */
  readonly total: { readonly from: number; readonly output: number } | undefined;
}

/** The program of a region of element-wise nodes, and of their sum. Every value is rounded as if it were stored, so that fusing changes no bit. */
export function regionProgram(graph: Graph, region: Region, precision: Precision): RegionProgram {
  const { stored } = region;
  const { pointwise, total } = splitRegion(graph, region);
  const inside = new Set(pointwise);
  const operands = [...new Set(pointwise.flatMap(id => itemAt(graph.nodes, id).inputs).filter(id => !inside.has(id)))];
  const registers = new Map([...operands, ...pointwise].map((id, register) => [id, register]));
  const registerOf = (id: number): number => registers.get(id) ?? -1;
  const instructions = pointwise.map((id): Instruction => {
    const node = itemAt(graph.nodes, id);
    const output = stored.includes(id) ? stored.indexOf(id) : undefined;
    return { f: functionOf(node), from: node.inputs.map(registerOf), to: registerOf(id), convert: conversionOf(node, precision), output };
  });
  const sum = total === undefined ? undefined : { from: registerOf(itemAt(itemAt(graph.nodes, total).inputs, 0)), output: stored.indexOf(total) };
  return { operands, outputs: stored, instructions, total: sum };
}

function functionOf(node: GraphNode): NumberFunction {
  if (isElementwise(node.op)) return elementwiseFunctions[node.op];
  if (!isPointwise(node)) throw new Error(`${node.op} is not element-wise`);
  return node.dtype === 'bool' ? x => (x !== 0 ? 1 : 0) : x => x;
}

function conversionOf({ dtype }: GraphNode, precision: Precision): Instruction['convert'] {
  if (dtype === 'int32') return 'wrap';
  return dtype === 'float' && precision === 'float32' ? 'round' : 'none';
}
