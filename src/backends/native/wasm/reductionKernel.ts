import type { HostArray } from '../../../tensor/dtype.ts';
import type { Graph, NodeOf } from '../../../tensor/graph.ts';
import { itemAt } from '../../typescript/itemAt.ts';
import { FunctionBody } from './functionBody.ts';
import type { Cursor } from './functionBody.ts';
import { maxGathering, sumGathering } from './gatherings.ts';
import type { Gathering } from './gatherings.ts';
import { behind, load, store, width } from './memoryAccess.ts';
import type { Place } from './memoryAccess.ts';
import { reducedExtents } from './reducedExtents.ts';
import { reducedRow } from './reducedRow.ts';

/** A reduction of [outer, reduced, inner] over the middle: where the arrays lie, and the cursors in both. */
interface Reduction {
  readonly body: FunctionBody;
  readonly gathering: Gathering;
  readonly outer: number;
  readonly reduced: number;
  readonly inner: number;
  readonly from: Place;
  readonly to: Place;
}

/** The kernel of a sum or maximum over neighbouring axes, undefined for others and for int32. */
export function reductionKernel(graph: Graph, node: NodeOf<'sum'> | NodeOf<'max'>, x: HostArray, output: HostArray): FunctionBody | undefined {
  const operand = itemAt(graph.nodes, itemAt(node.inputs, 0));
  const extents = reducedExtents(operand.shape, node.attributes.axes);
  if (extents === undefined || node.dtype !== 'float') return undefined;
  const body = new FunctionBody();
  const [from, to] = [x, output].map(({ byteOffset }) => byteOffset).map((offset): Place => ({ dtype: 'float', cursor: body.start(), offset }));
  if (from === undefined || to === undefined) return undefined;
  const gathering = node.op === 'sum' ? sumGathering : maxGathering;
  const reduction = { body, gathering, ...extents, from, to };
  if (extents.inner === 1) reduceRows(reduction);
  else reduceColumns(reduction);
  return body;
}

/** Each row to one value. */
function reduceRows({ body, gathering, outer, reduced, from, to }: Reduction): void {
  body.repeat(outer, () => {
    store(body, to, reducedRow(body, gathering, from, reduced), 1);
    body.advance(from.cursor, reduced * 4);
    body.advance(to.cursor, 4);
  });
}

/** Vectors of columns that are gathered in one pass over the rows: a line of the cache. */
const block = 4;

/** Rows [reduced, inner] to one, block of columns by block of columns. */
function reduceColumns(reduction: Reduction): void {
  const { body, outer, reduced, inner, from, to } = reduction;
  const blocks = Math.floor(inner / width / block);
  const rest = inner - blocks * block * width;
  const advance = (cursor: Cursor, columns: number) => body.advance(cursor, columns * 4);
  body.repeat(outer, () => {
    body.repeat(blocks, () => {
      reduceBlock(reduction, block * width);
      advance(from.cursor, block * width);
      advance(to.cursor, block * width);
    });
    if (rest > 0) reduceBlock(reduction, rest);
    advance(from.cursor, reduced * inner - (inner - rest));
    advance(to.cursor, rest);
  });
}

/** Some columns over all rows; the cursors are left where they were. */
function reduceBlock({ body, gathering, reduced, inner, from, to }: Reduction, columns: number): void {
  const starts = Array.from({ length: Math.ceil(columns / width) }, (_, index) => index * width);
  const running = starts.map(() => gathering.begin(body));
  const lanesAt = (start: number): number => Math.min(width, columns - start);
  body.repeat(reduced, () => {
    starts.forEach((start, index) => gathering.take(body, itemAt(running, index), load(body, behind(from, start), lanesAt(start))));
    body.advance(from.cursor, inner * 4);
  });
  body.advance(from.cursor, -reduced * inner * 4);
  starts.forEach((start, index) => store(body, behind(to, start), gathering.lanes(body, itemAt(running, index)), lanesAt(start)));
}
