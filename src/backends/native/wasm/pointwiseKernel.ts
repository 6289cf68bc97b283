import type { Region } from '../../../graph/regions.ts';
import type { HostArray } from '../../../tensor/dtype.ts';
import type { Graph, GraphNode } from '../../../tensor/graph.ts';
import type { Operation } from '../../../tensor/operations.ts';
import { sizeOf, stridesOf } from '../../../tensor/shape.ts';
import { itemAt } from '../../typescript/itemAt.ts';
import { broadcastStrides, collapse } from '../../typescript/strides.ts';
import { Cursors } from './cursors.ts';
import type { Walked } from './cursors.ts';
import { emittedLanes } from './emittedLanes.ts';
import { errorBounds } from './floatFunctions.ts';
import { FunctionBody } from './functionBody.ts';
import type { Vector } from './functionBody.ts';
import { hostFunctions } from './lanes.ts';
import { load, loadSplat, store, width } from './memoryAccess.ts';
import { pointwiseOf } from './pointwise.ts';
import type { Pointwise } from './pointwise.ts';
import { numberOf } from './scalarOf.ts';

/** A node of the region and how it is computed. */
interface Step {
  readonly id: number;
  readonly op: Operation;
  readonly compute: Pointwise;
  readonly inputs: readonly number[];
}

/** A loop nest over arrays: those read, by node, and those written. */
interface Loops {
  readonly body: FunctionBody;
  readonly cursors: Cursors;
  readonly extents: readonly number[];
  readonly operands: ReadonlyMap<number, Walked>;
  readonly outputs: ReadonlyMap<number, Walked>;
  readonly steps: readonly Step[];
  /** Values that are the same all along a row, or everywhere. */
  readonly fixed: Map<number, Vector>;
}

/**
 * The kernel of a region of element-wise nodes: one pass over its index space, four elements at a time. What remains of a row is computed by the same
 * instructions on a vector that is partly empty, so that a result does not depend on its position. Undefined where a node has no form in lanes.
 */
export function pointwiseKernel(graph: Graph, { nodes, stored }: Region, arrayOf: (id: number) => HostArray): FunctionBody | undefined {
  const steps = stepsOf(graph, nodes);
  if (steps === undefined) return undefined;
  const body = new FunctionBody();
  const { shape } = itemAt(graph.nodes, itemAt(nodes, 0));
  if (sizeOf(shape) === 0) return body;
  const inside = new Set(nodes);
  const read = [...new Set(steps.flatMap(({ inputs }) => inputs))].filter(id => !inside.has(id));
  const fixed = new Map(read.flatMap(id => known(body, itemAt(graph.nodes, id)).map(value => [id, value] as const)));
  const walked = [...read.filter(id => !fixed.has(id)), ...stored];
  const walk = collapse({ extents: shape, strides: walked.map(id => (inside.has(id) ? stridesOf(shape) : broadcastStrides(itemAt(graph.nodes, id).shape, shape))) });
  const arrays = walked.map((id, index): [number, Walked] => [id, { dtype: itemAt(graph.nodes, id).dtype, address: arrayOf(id).byteOffset, strides: itemAt(walk.strides, index) }]);
  const [operands, outputs] = [false, true].map(isOutput => new Map(arrays.filter(([id]) => inside.has(id) === isOutput)));
  const cursors = new Cursors(body, arrays.map(([, array]) => array));
  nest({ body, cursors, extents: walk.extents, operands: operands ?? new Map(), outputs: outputs ?? new Map(), steps, fixed }, 0);
  return body;
}

function stepsOf(graph: Graph, nodes: readonly number[]): readonly Step[] | undefined {
  const steps = nodes.flatMap(id => {
    const node = itemAt(graph.nodes, id);
    const compute = pointwiseOf(node, node.inputs.map(input => itemAt(graph.nodes, input)));
    return compute === undefined ? [] : [{ id, op: node.op, compute, inputs: node.inputs }];
  });
  return steps.length === nodes.length ? steps : undefined;
}

/** A number known while compiling, in every lane. */
function known(body: FunctionBody, node: GraphNode): readonly Vector[] {
  const value = numberOf(node);
  if (value === undefined) return [];
  if (node.dtype === 'float') return [emittedLanes(body).float(value)];
  return [body.constant(node.dtype === 'bool' ? -value : value)];
}

/** The loops from one extent inwards; a cursor moves by a whole number of steps along each extent, less what the inner loops moved it. */
function nest(loops: Loops, level: number): void {
  const { body, cursors, extents } = loops;
  if (level >= extents.length - 1) return void row(loops);
  body.repeat(itemAt(extents, level), () => {
    const inner = level + 1;
    nest(loops, inner);
    const moved = inner === extents.length - 1 ? movedInRow(loops) : itemAt(extents, inner);
    cursors.advance(extents.map((_, extent) => (extent === level ? 1 : extent === inner ? -moved : 0)));
  });
}

/** One row: vectors in a loop, then what is left of it. */
function row(loops: Loops): void {
  const { body, cursors, extents, operands, fixed } = loops;
  for (const [id, array] of operands) if ((array.strides.at(-1) ?? 0) === 0) fixed.set(id, loadSplat(body, cursors.place(array, 0)));
  const columns = extents.at(-1) ?? 1;
  const together = width * unrolled(loops);
  const moved = movedInRow(loops);
  body.repeat(moved / together, () => {
    for (let column = 0; column < together; column += width) body.scope(() => elements(loops, column, width));
    cursors.advance(extents.map((_, extent) => (extent === extents.length - 1 ? together : 0)));
  });
  for (let column = 0; column < columns - moved; column += width) body.scope(() => elements(loops, column, Math.min(width, columns - moved - column)));
}

/** How far the cursors have moved when a row ends. */
function movedInRow(loops: Loops): number {
  const together = width * unrolled(loops);
  return Math.floor((loops.extents.at(-1) ?? 1) / together) * together;
}

/** Short bodies are repeated in the loop, so that its own instructions weigh less. */
function unrolled({ steps }: Loops): number {
  const instructions = steps.reduce((sum, { op }) => sum + (longOperations.has(op) ? 20 : 1), 0);
  return instructions <= 4 ? 4 : instructions <= 12 ? 2 : 1;
}

const longOperations: ReadonlySet<string> = new Set([...Object.keys(errorBounds), ...hostFunctions]);

/** Computes up to four elements; all operands are read before anything is written, since an output may lie over an operand. */
function elements({ body, cursors, operands, outputs, steps, fixed }: Loops, column: number, lanes: number): void {
  const values = new Map(fixed);
  for (const [id, array] of operands) if (!values.has(id)) values.set(id, load(body, cursors.place(array, column), lanes));
  const valueOf = (id: number): Vector => required(values.get(id));
  for (const { id, compute, inputs } of steps) values.set(id, compute(emittedLanes(body), inputs.map(valueOf)));
  for (const [id, array] of outputs) store(body, cursors.place(array, column), valueOf(id), lanes);
}

function required(value: Vector | undefined): Vector {
  if (value === undefined) throw new Error('a value that its region reads before it is computed');
  return value;
}
