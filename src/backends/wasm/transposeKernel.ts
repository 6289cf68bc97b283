import type { HostArray } from '../../tensor/dtype.ts';
import type { Graph, NodeOf } from '../../tensor/graph.ts';
import { itemAt } from '../typescript/itemAt.ts';
import { FunctionBody } from './functionBody.ts';
import type { Vector } from './functionBody.ts';
import { load, store, width } from './memoryAccess.ts';
import type { Place } from './memoryAccess.ts';
import { transposed } from './shuffle.ts';

/** A matrix and its transpose. */
interface Turn {
  readonly body: FunctionBody;
  readonly rows: number;
  readonly columns: number;
  readonly from: Place;
  readonly to: Place;
}

/** The transpose of a matrix, four by four elements at a time; undefined for other ranks, and for bools. */
export function transposeKernel(graph: Graph, node: NodeOf<'transpose'>, x: HostArray, output: HostArray): FunctionBody | undefined {
  const [rows = 0, columns = 0, ...others] = itemAt(graph.nodes, itemAt(node.inputs, 0)).shape;
  if (others.length > 0 || node.attributes.permutation[0] !== 1 || node.dtype === 'bool' || rows * columns === 0) return undefined;
  const body = new FunctionBody();
  const [from, to] = [{ dtype: node.dtype, cursor: body.start(), offset: x.byteOffset }, { dtype: node.dtype, cursor: body.start(), offset: output.byteOffset }];
  const turn = { body, rows, columns, from, to };
  const whole = Math.floor(rows / width);
  body.repeat(whole, () => band(turn, width));
  if (rows % width > 0) band(turn, rows % width);
  return body;
}

/** Up to four rows; the cursors end at the next ones. */
function band(turn: Turn, height: number): void {
  const { body, rows, columns, from, to } = turn;
  const whole = Math.floor(columns / width);
  body.repeat(whole, () => {
    square(turn, height, width);
    body.advance(from.cursor, width * 4);
    body.advance(to.cursor, width * rows * 4);
  });
  if (columns % width > 0) square(turn, height, columns % width);
  body.advance(from.cursor, ((height - 1) * columns + columns % width) * 4);
  body.advance(to.cursor, (height - whole * width * rows) * 4);
}

function square({ body, rows, columns, from, to }: Turn, height: number, breadth: number): void {
  body.scope(() => {
    const read = (row: number): Vector => (row < height ? load(body, { ...from, offset: from.offset + row * columns * 4 }, breadth) : body.constant(0));
    const turned = transposed(body, [read(0), read(1), read(2), read(3)]);
    turned.slice(0, breadth).forEach((vector, row) => store(body, { ...to, offset: to.offset + row * rows * 4 }, vector, height));
  });
}
