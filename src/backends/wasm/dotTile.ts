import { itemAt } from '../typescript/itemAt.ts';
import type { FunctionBody, Vector } from './functionBody.ts';
import { load, width } from './memoryAccess.ts';
import { addProduct, alongInner, storeSums } from './productTile.ts';
import type { Factor, Product } from './productTile.ts';
import { transposed } from './shuffle.ts';

/** The tile of a product with so many rows: eight vectors of sums at most. */
export function dotTileSize(rows: number): { readonly height: number; readonly breadth: number } {
  return { height: Math.min(rows, 2), breadth: width };
}

/** For operands that are both contiguous along the summed axis: four products at a time, the sums of four lanes joined at the end. */
export function dotTile(product: Product, height: number, breadth: number): void {
  const { body, left, right } = product;
  body.scope(() => {
    const sums = Array.from({ length: height }, () => Array.from({ length: breadth }, () => body.variable(0)));
    alongInner(product, width, (position, lanes) => {
      const read = (factor: Factor, index: number): Vector => load(body, { dtype: 'float', cursor: factor.cursor, offset: factor.address + 4 * (index * factor.outer + position) }, lanes);
      const columns = Array.from({ length: breadth }, (_, column) => read(right, column));
      sums.forEach((own, row) => {
        const elements = read(left, row);
        own.forEach((sum, column) => addProduct(body, sum, elements, itemAt(columns, column)));
      });
    });
    sums.forEach((own, row) => storeSums(product, joined(body, own), row, 0, breadth));
  });
}

/** The sum of each vector's lanes, one a lane. */
function joined(body: FunctionBody, sums: readonly Vector[]): Vector {
  const [a = body.constant(0), b = body.constant(0), c = body.constant(0), d = body.constant(0)] = sums;
  return transposed(body, [a, b, c, d]).reduce((sum, other) => body.vector('f32x4.add', [sum, other]));
}
