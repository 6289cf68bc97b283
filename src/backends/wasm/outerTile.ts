import { itemAt } from '../typescript/itemAt.ts';
import type { Vector } from './functionBody.ts';
import { load, loadSplat, width } from './memoryAccess.ts';
import { addProduct, alongInner, storeSums } from './productTile.ts';
import type { Product } from './productTile.ts';

/** Eight vectors of sums fit the registers of x86 beside the operands; fewer rows leave room for more columns. */
const sumVectors = 8;
const tallest = 4;

/** The tile of a product with so many rows. */
export function outerTileSize(rows: number): { readonly height: number; readonly breadth: number } {
  const height = Math.min(rows, tallest);
  return { height, breadth: Math.floor(sumVectors / height) * width };
}

/** For a right operand whose rows are contiguous: each element of the left, in all lanes, times vectors of the right. */
export function outerTile(product: Product, height: number, breadth: number): void {
  const { body, left, right } = product;
  const starts = Array.from({ length: Math.ceil(breadth / width) }, (_, index) => index * width);
  const lanesAt = (start: number): number => Math.min(width, breadth - start);
  body.scope(() => {
    const sums = Array.from({ length: height }, () => starts.map(() => body.variable(0)));
    alongInner(product, 1, position => {
      const vectors = starts.map(start => load(body, { dtype: 'float', cursor: right.cursor, offset: right.address + 4 * (position * right.along + start) }, lanesAt(start)));
      sums.forEach((own, row) => {
        const element = loadSplat(body, { dtype: 'float', cursor: left.cursor, offset: left.address + 4 * (row * left.outer + position * left.along) });
        own.forEach((sum, index) => addProduct(body, sum, element, itemAt(vectors, index)));
      });
    });
    sums.forEach((own, row) => own.forEach((sum: Vector, index) => storeSums(product, sum, row, itemAt(starts, index), lanesAt(itemAt(starts, index)))));
  });
}
