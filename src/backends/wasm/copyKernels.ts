import type { HostArray } from '../../tensor/dtype.ts';
import type { Graph, NodeOf } from '../../tensor/graph.ts';
import { sizeOf, stridesOf } from '../../tensor/shape.ts';
import type { Shape } from '../../tensor/shape.ts';
import { itemAt } from '../typescript/itemAt.ts';
import { broadcastStrides, collapse } from '../typescript/strides.ts';
import type { Walked } from './cursors.ts';
import { FunctionBody } from './functionBody.ts';
import { writeNest } from './loopNest.ts';
import { bytesOf } from './memoryAccess.ts';

/** Repeats an array along new or short axes. */
export function broadcastToKernel(graph: Graph, { inputs, shape, dtype }: NodeOf<'broadcastTo'>, x: HostArray, output: HostArray): FunctionBody | undefined {
  const own = itemAt(graph.nodes, itemAt(inputs, 0)).shape;
  const body = new FunctionBody();
  return copy(body, shape, { dtype, address: x.byteOffset, strides: broadcastStrides(own, shape) }, { dtype, address: output.byteOffset, strides: stridesOf(shape) });
}

/** Takes a part of an array; undefined where neighbours of the part are not neighbours in memory. */
export function sliceKernel(graph: Graph, { inputs, shape, dtype, attributes: { begin } }: NodeOf<'slice'>, x: HostArray, output: HostArray): FunctionBody | undefined {
  const own = itemAt(graph.nodes, itemAt(inputs, 0)).shape;
  return copy(new FunctionBody(), shape, partOf({ dtype, address: x.byteOffset, strides: stridesOf(own) }, begin), { dtype, address: output.byteOffset, strides: stridesOf(shape) });
}

/** Lays arrays side by side along an axis; undefined where neighbours of one are not neighbours in the whole. */
export function concatKernel(graph: Graph, { inputs, shape, dtype, attributes: { axis } }: NodeOf<'concat'>, arrays: readonly HostArray[], output: HostArray): FunctionBody | undefined {
  let reached = 0;
  let body: FunctionBody | undefined = new FunctionBody();
  for (const [index, input] of inputs.entries()) {
    const own = itemAt(graph.nodes, input).shape;
    const to = partOf({ dtype, address: output.byteOffset, strides: stridesOf(shape) }, shape.map((_, other) => (other === axis ? reached : 0)));
    body = body === undefined ? undefined : copy(body, own, { dtype, address: itemAt(arrays, index).byteOffset, strides: stridesOf(own) }, to);
    reached += itemAt(own, axis);
  }
  return body;
}

/** The array that begins at these indices of another. */
function partOf(array: Walked, begin: readonly number[]): Walked {
  const elements = begin.reduce((offset, index, axis) => offset + index * itemAt(array.strides, axis), 0);
  return { ...array, address: array.address + elements * bytesOf(array.dtype) };
}

/** Vectors that are copied in one turn of the loop. */
const unrolled = 4;

function copy(body: FunctionBody, shape: Shape, from: Walked, to: Walked): FunctionBody | undefined {
  if (sizeOf(shape) === 0) return body;
  const { extents, strides } = collapse({ extents: shape, strides: [from.strides, to.strides] });
  const [read, written] = [itemAt(strides, 0), itemAt(strides, 1)];
  if (extents.length > 0 && (itemAt(read, read.length - 1) > 1 || written.at(-1) !== 1)) return undefined;
  writeNest({ body, extents, operands: [{ ...from, strides: read }], outputs: [{ ...to, strides: written }], unrolled, compute: values => values });
  return body;
}
