import { splitRegion } from '../../graph/regions.ts';
import type { Region } from '../../graph/regions.ts';
import type { HostArray } from '../../tensor/dtype.ts';
import type { Graph } from '../../tensor/graph.ts';
import type { Operation } from '../../tensor/operations.ts';
import { sizeOf } from '../../tensor/shape.ts';
import type { Shape } from '../../tensor/shape.ts';
import { itemAt } from '../typescript/itemAt.ts';
import { broadcastStrides, collapse } from '../typescript/strides.ts';
import type { Walked } from './cursors.ts';
import { emittedLanes } from './emittedLanes.ts';
import { errorBounds } from './floatFunctions.ts';
import { FunctionBody } from './functionBody.ts';
import type { Vector } from './functionBody.ts';
import { hostFunctions } from './lanes.ts';
import { writeNest } from './loopNest.ts';
import { pointwiseOf } from './pointwise.ts';
import type { Pointwise } from './pointwise.ts';
import { RunningSum } from './runningSum.ts';
import { constantOf } from './scalarOf.ts';

/** A node of the region and how it is computed. */
interface Step {
  readonly id: number;
  readonly op: Operation;
  readonly compute: Pointwise;
  readonly inputs: readonly number[];
}

/**
 * The kernel of a region of element-wise nodes and perhaps of a sum: one pass over its index space, four elements at a time. What remains of a row is computed by the same
 * instructions on a vector that is partly empty, so that a result does not depend on its position. Undefined where a node has no form in lanes.
 */
export function pointwiseKernel(graph: Graph, region: Region, arrayOf: (id: number) => HostArray): FunctionBody | undefined {
  const { pointwise, total } = splitRegion(graph, region);
  const steps = stepsOf(graph, pointwise);
  const { shape } = itemAt(graph.nodes, itemAt(pointwise, 0));
  if (steps === undefined) return undefined;
  const body = new FunctionBody();
  const stored = region.stored.filter(id => id !== total);
  const sum = total === undefined ? undefined : { running: new RunningSum(body), of: itemAt(itemAt(graph.nodes, total).inputs, 0), address: arrayOf(total).byteOffset };
  const outside = [...new Set(steps.flatMap(({ inputs }) => inputs))].filter(id => !pointwise.includes(id));
  const constants = new Map(outside.flatMap(id => constantOf(body, itemAt(graph.nodes, id)).map(value => [id, value] as const)));
  const read = outside.filter(id => !constants.has(id));
  const { extents, arrays } = walkOf(graph, shape, [...read, ...stored], arrayOf);
  const compute = (operands: readonly Vector[], lanes: number, column: number) => {
    const values = computed(body, steps, new Map([...constants, ...read.map((id, index) => [id, itemAt(operands, index)] as const)]));
    sum?.running.take(valueAt(values, sum.of), lanes, column);
    return stored.map(id => valueAt(values, id));
  };
  if (sizeOf(shape) > 0) writeNest({ body, extents, operands: arrays.slice(0, read.length), outputs: arrays.slice(read.length), unrolled: unrolled(steps), compute });
  sum?.running.store(sum.address);
  return body;
}

/** The arrays of these nodes, walked as if they had one shape, in as few extents as possible. */
function walkOf(graph: Graph, shape: Shape, ids: readonly number[], arrayOf: (id: number) => HostArray): { readonly extents: readonly number[]; readonly arrays: readonly Walked[] } {
  const nodes = ids.map(id => itemAt(graph.nodes, id));
  const { extents, strides } = collapse({ extents: shape, strides: nodes.map(node => broadcastStrides(node.shape, shape)) });
  return { extents, arrays: ids.map((id, index) => ({ dtype: itemAt(nodes, index).dtype, address: arrayOf(id).byteOffset, strides: itemAt(strides, index) })) };
}

/** Writes the steps of the region, and adds their values to those that it reads. */
function computed(body: FunctionBody, steps: readonly Step[], values: Map<number, Vector>): ReadonlyMap<number, Vector> {
  const lanes = emittedLanes(body);
  for (const { id, compute, inputs } of steps) values.set(id, compute(lanes, inputs.map(input => valueAt(values, input))));
  return values;
}

function stepsOf(graph: Graph, nodes: readonly number[]): readonly Step[] | undefined {
  const steps = nodes.flatMap(id => {
    const node = itemAt(graph.nodes, id);
    const compute = pointwiseOf(node, node.inputs.map(input => itemAt(graph.nodes, input)));
    return compute === undefined ? [] : [{ id, op: node.op, compute, inputs: node.inputs }];
  });
  return steps.length === nodes.length ? steps : undefined;
}

/** Short bodies are repeated in the loop, so that its own instructions weigh less. */
function unrolled(steps: readonly Step[]): number {
  const instructions = steps.reduce((sum, { op }) => sum + (longOperations.has(op) ? 20 : 1), 0);
  return instructions <= 4 ? 4 : instructions <= 12 ? 2 : 1;
}

const longOperations: ReadonlySet<string> = new Set([...Object.keys(errorBounds), ...hostFunctions]);

function valueAt(values: ReadonlyMap<number, Vector>, id: number): Vector {
  const value = values.get(id);
  if (value === undefined) throw new Error('a value that its region reads before it is computed');
  return value;
}
