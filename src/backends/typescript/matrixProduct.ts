import type { HostArray } from '../../tensor/dtype.ts';
import type { BoundKernel } from './kernel.ts';
import { pack, panelSize, panelWidth } from './panels.ts';
import { specialize } from './specialize.ts';
import { multiplyTile } from './tile.ts';

/** Extents of output [batch, rows, columns] = left · right, summed over `inner`. */
export interface ProductSize {
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
  readonly transposeLeft: boolean;
  readonly transposeRight: boolean;
}

/** A block of the left operand stays in the second-level cache, one tile's strip of the right in the first. */
const rowBlock = 128;
const columnBlock = 512;
const innerBlock = 256;

/** Below this many multiplications packing costs more than it saves. */
const smallProduct = 2048;

/** Scratch of all products: steps are synchronous, so that no two are at work at once. */
const scratch = { left: new Float64Array(0), right: new Float64Array(0), sums: new Float64Array(panelWidth * panelWidth) };

/** Binds a matrix product to memory; scratch is made here. */
export function bindProduct(size: ProductSize, left: HostArray, right: HostArray, output: HostArray): BoundKernel {
  const { rows, columns, inner } = size;
  if (rows * columns * inner <= smallProduct || rows === 1 || columns === 1) {
    const loop = specialize(directProduct, left.constructor.name);
    return () => loop(size, left, right, output);
  }
  reserve(size);
  const packOwn = specialize(pack, left.constructor.name);
  const storeOwn = specialize(store, output.constructor.name);
  return () => {
    for (let batch = 0; batch < size.batch; batch++) blockedProduct(size, batch, left, right, output, packOwn, storeOwn);
  };
}

function reserve({ rows, columns, inner }: ProductSize): void {
  const depth = Math.min(inner, innerBlock);
  const leftSize = panelSize(Math.min(rows, rowBlock), depth);
  const rightSize = panelSize(Math.min(columns, columnBlock), depth);
  if (scratch.left.length < leftSize) scratch.left = new Float64Array(leftSize);
  if (scratch.right.length < rightSize) scratch.right = new Float64Array(rightSize);
}

/** Goto's order: a slab of the right operand is packed once, then blocks of the left pass by it. */
function blockedProduct(size: ProductSize, batch: number, left: HostArray, right: HostArray, output: HostArray, packOwn: typeof pack, storeOwn: typeof store): void {
  const { rows, columns, inner, transposeLeft, transposeRight } = size;
  const leftStart = batch * rows * inner;
  const rightStart = batch * inner * columns;
  const leftRow = transposeLeft ? 1 : inner;
  const leftInner = transposeLeft ? rows : 1;
  const rightColumn = transposeRight ? inner : 1;
  const rightInner = transposeRight ? 1 : columns;
  for (let column = 0; column < columns; column += columnBlock) {
    const width = Math.min(columnBlock, columns - column);
    for (let k = 0; k < inner; k += innerBlock) {
      const depth = Math.min(innerBlock, inner - k);
      packOwn(right, rightStart + column * rightColumn + k * rightInner, rightColumn, rightInner, width, depth, scratch.right);
      for (let row = 0; row < rows; row += rowBlock) {
        const height = Math.min(rowBlock, rows - row);
        packOwn(left, leftStart + row * leftRow + k * leftInner, leftRow, leftInner, height, depth, scratch.left);
        block(height, width, depth, output, (batch * rows + row) * columns + column, columns, k > 0, storeOwn);
      }
    }
  }
}

/** All tiles of one packed block of the left operand and one packed slab of the right. */
function block(height: number, width: number, depth: number, output: HostArray, start: number, columns: number, adds: boolean, storeOwn: typeof store): void {
  const { left, right, sums } = scratch;
  for (let column = 0; column < width; column += panelWidth) {
    for (let row = 0; row < height; row += panelWidth) {
      multiplyTile(left, row * depth, right, column * depth, depth, sums);
      storeOwn(sums, output, start + row * columns + column, columns, Math.min(4, height - row), Math.min(4, width - column), adds);
    }
  }
}

/** A tile's sums into the output, without the padding; added to what earlier blocks of `inner` gave. */
function store(sums: Float64Array, output: HostArray, start: number, columns: number, height: number, width: number, adds: boolean): void {
  for (let row = 0; row < height; row++) {
    const first = start + row * columns;
    for (let column = 0; column < width; column++) {
      const sum = sums[row * 4 + column] ?? 0;
      output[first + column] = adds ? (output[first + column] ?? 0) + sum : sum;
    }
  }
}

/** The plain triple loop. */
function directProduct({ batch, rows, columns, inner, transposeLeft, transposeRight }: ProductSize, left: HostArray, right: HostArray, output: HostArray): void {
  const leftRow = transposeLeft ? 1 : inner;
  const leftInner = transposeLeft ? rows : 1;
  const rightColumn = transposeRight ? inner : 1;
  const rightInner = transposeRight ? 1 : columns;
  for (let at = 0; at < batch * rows; at++) {
    const matrix = Math.floor(at / rows);
    const leftStart = matrix * rows * inner + (at - matrix * rows) * leftRow;
    for (let column = 0; column < columns; column++) {
      const rightStart = matrix * inner * columns + column * rightColumn;
      let total = 0;
      for (let k = 0; k < inner; k++) total += (left[leftStart + k * leftInner] ?? 0) * (right[rightStart + k * rightInner] ?? 0);
      output[at * columns + column] = total;
    }
  }
}
