import type { HostArray } from '../../tensor/dtype.ts';
import type { Graph, NodeOf } from '../../tensor/graph.ts';
import { itemAt } from '../typescript/itemAt.ts';
import { FunctionBody } from './functionBody.ts';
import type { Vector } from './functionBody.ts';
import { maxGathering } from './gatherings.ts';
import { store, width } from './memoryAccess.ts';
import type { Place } from './memoryAccess.ts';
import { reducedExtents } from './reducedExtents.ts';
import { alongRow, reducedRow } from './reducedRow.ts';
import { acrossLanes, shuffle } from './shuffle.ts';

/** The place of the largest value in each row: the first of equals, NaN counting as the largest. Undefined where the axis is not the last, and for int32. */
export function argMaxKernel(graph: Graph, node: NodeOf<'argMax'>, x: HostArray, output: HostArray): FunctionBody | undefined {
  const operand = itemAt(graph.nodes, itemAt(node.inputs, 0));
  const extents = reducedExtents(operand.shape, [node.attributes.axis]);
  if (extents === undefined || extents.inner !== 1 || operand.dtype !== 'float') return undefined;
  const body = new FunctionBody();
  const from: Place = { dtype: 'float', cursor: body.start(), offset: x.byteOffset };
  const to: Place = { dtype: 'int32', cursor: body.start(), offset: output.byteOffset };
  body.repeat(extents.outer, () => {
    const first = acrossLanes(body, 'i32x4.min_s', firstPlaces(body, from, extents.reduced));
    store(body, to, first, 1);
    body.advance(from.cursor, extents.reduced * 4);
    body.advance(to.cursor, 4);
  });
  return body;
}

const beyond = 0x7fff_ffff;

/** In each lane the first column of its own that holds the row's largest value, or NaN: where a row has one, nothing equals its largest value. */
function firstPlaces(body: FunctionBody, from: Place, columns: number): Vector {
  const reduced = reducedRow(body, maxGathering, from, columns);
  const largest = shuffle(body, 'first', reduced);
  const [first, column] = [body.variable(beyond), body.indices()];
  alongRow(body, from, columns, Number.NEGATIVE_INFINITY, x => {
    const found = body.vector('v128.or', [body.vector('f32x4.eq', [x, largest]), body.vector('f32x4.ne', [x, x])]);
    const places = body.vector('v128.bitselect', [column, body.constant(beyond), found]);
    body.assign(first, body.vector('i32x4.min_s', [first, places]));
    body.assign(column, body.vector('i32x4.add', [column, body.constant(width)]));
  });
  return first;
}
