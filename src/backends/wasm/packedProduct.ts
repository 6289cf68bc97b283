import { itemAt } from '../typescript/itemAt.ts';
import type { ProductSize } from '../typescript/matrixProduct.ts';
import type { Vector } from './functionBody.ts';
import { load, store, width } from './memoryAccess.ts';
import type { Place } from './memoryAccess.ts';
import { outerTile, outerTileSize } from './outerTile.ts';
import type { Factor, Product } from './productTile.ts';
import { transposed } from './shuffle.ts';
import type { TakeScratch } from './scratch.ts';

/** From so many rows and multiplications on, copying the right operand pays. */
const paysFrom = { rows: 8, multiplications: 2 ** 14 };

/** Memory for a panel, where a product is worth one. */
export function panelFor({ rows, columns, inner }: ProductSize, takeScratch: TakeScratch): number | undefined {
  const pays = rows >= paysFrom.rows && columns > 1 && rows * columns * inner >= paysFrom.multiplications;
  return pays ? takeScratch(inner * outerTileSize(rows).breadth * 4) : undefined;
}

/**
 * A product, panel by panel: some columns of the right operand are copied so that they lie one after the other along the summed axis, whichever way the operand lies, and serve all
 * rows of the left from the nearest cache.
 */
export function writePacked({ batch, rows, columns, inner, transposeRight }: ProductSize, product: Product, panel: number): void {
  const { body, left, right, output } = product;
  const { height, breadth } = outerTileSize(rows);
  const packed: Product = { ...product, right: { cursor: body.start(), address: panel, outer: 1, along: breadth } };
  const bands = Math.floor(rows / height);
  const writePanel = (own: number): void => {
    pack(product, transposeRight, packed.right, own);
    const band = (tall: number): void => {
      outerTile(packed, tall, own);
      body.advance(left.cursor, tall * left.outer * 4);
      body.advance(output.cursor, tall * columns * 4);
    };
    body.repeat(bands, () => band(height));
    if (rows % height > 0) band(rows % height);
    body.advance(left.cursor, -rows * left.outer * 4);
    body.advance(output.cursor, (own - rows * columns) * 4);
    body.advance(right.cursor, own * right.outer * 4);
  };
  body.repeat(batch, () => {
    body.repeat(Math.floor(columns / breadth), () => writePanel(breadth));
    if (columns % breadth > 0) writePanel(columns % breadth);
    body.advance(left.cursor, rows * inner * 4);
    body.advance(right.cursor, (inner - right.outer) * columns * 4);
    body.advance(output.cursor, (rows - 1) * columns * 4);
  });
}

/** Copies `columns` columns of the right operand, which lie beside one another or each along the summed axis. */
function pack({ body, inner, right }: Product, transposeRight: boolean, panel: Factor, columns: number): void {
  const step = transposeRight ? width : 1;
  const copy = (positions: number): void => (transposeRight ? packColumns : packRows)({ body, right, panel }, positions, columns);
  const advance = (positions: number): void => {
    body.advance(right.cursor, positions * right.along * 4);
    body.advance(panel.cursor, positions * panel.along * 4);
  };
  const whole = Math.floor(inner / step);
  body.repeat(whole, () => {
    body.scope(() => copy(step));
    advance(step);
  });
  if (inner % step > 0) body.scope(() => copy(inner % step));
  advance(-whole * step);
}

type Packing = Pick<Product, 'body' | 'right'> & { readonly panel: Factor };

function placeIn({ cursor, address }: Factor, elements: number): Place {
  return { dtype: 'float', cursor, offset: address + 4 * elements };
}

/** One position: its columns lie beside one another. */
function packRows({ body, right, panel }: Packing, _: number, columns: number): void {
  for (let start = 0; start < columns; start += width) {
    const lanes = Math.min(width, columns - start);
    store(body, placeIn(panel, start), load(body, placeIn(right, start), lanes), lanes);
  }
}

/** Up to four positions of columns that lie along the summed axis: blocks of four by four, transposed. */
function packColumns({ body, right, panel }: Packing, positions: number, columns: number): void {
  for (let start = 0; start < columns; start += width) {
    const lanes = Math.min(width, columns - start);
    const read = (column: number): Vector => (column < lanes ? load(body, placeIn(right, (start + column) * right.outer), positions) : body.constant(0));
    const rows = transposed(body, [read(0), read(1), read(2), read(3)]);
    for (let position = 0; position < positions; position++) store(body, placeIn(panel, position * panel.along + start), itemAt(rows, position), lanes);
  }
}
