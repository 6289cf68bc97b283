import type { HostArray } from '../../tensor/dtype.ts';
import { directProduct } from './directProduct.ts';
import type { BoundKernel } from './kernel.ts';
import { pack, panelSize, panelWidth } from './panels.ts';
import { specialize } from './specialize.ts';
import { multiplyTile } from './tile.ts';
import { storeScaledTile, storeTile } from './tileStore.ts';

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

/** What a scaled product adds: alpha · product + beta · addend. The factors are arrays of one element, read each step. */
export interface Addition {
  readonly addend: HostArray;
  readonly alpha: HostArray;
  readonly beta: HostArray;
}

/** Stores a finished tile of the output, whose first element is at `start`; `adds` where earlier blocks of `inner` are in it already. */
type Store = (start: number, height: number, width: number, adds: boolean) => void;

/** Binds a matrix product to memory; scratch is made here. */
export function bindProduct(size: ProductSize, left: HostArray, right: HostArray, output: HostArray): BoundKernel {
  if (isSmall(size)) {
    const loop = specialize(directProduct, left.constructor.name);
    return () => loop(size, left, right, output);
  }
  const storeOwn = specialize(storeTile, output.constructor.name);
  const { columns } = size;
  return bindBlocks(size, left, right, (start, height, width, adds) => storeOwn(scratch.sums, output, start, columns, height, width, adds));
}

/** Binds output = alpha · left · right + beta · addend to memory. The output may be the memory of the addend. */
export function bindScaledProduct(size: ProductSize, left: HostArray, right: HostArray, { addend, alpha, beta }: Addition, output: HostArray): BoundKernel {
  if (isSmall(size)) {
    const loop = specialize(directProduct, `scaled ${left.constructor.name}`);
    return () => loop(size, left, right, output, addend, alpha, beta);
  }
  const storeOwn = specialize(storeScaledTile, output.constructor.name);
  const { columns } = size;
  return bindBlocks(size, left, right, (start, height, width, adds) => {
    storeOwn(scratch.sums, output, start, columns, height, width, adds, addend, alpha[0] ?? 0, beta[0] ?? 0);
  });
}

function isSmall({ rows, columns, inner }: ProductSize): boolean {
  return rows * columns * inner <= smallProduct || rows === 1 || columns === 1;
}

function bindBlocks(size: ProductSize, left: HostArray, right: HostArray, store: Store): BoundKernel {
  reserve(size);
  const packOwn = specialize(pack, left.constructor.name);
  return () => {
    for (let batch = 0; batch < size.batch; batch++) blockedProduct(size, batch, left, right, store, packOwn);
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
function blockedProduct(size: ProductSize, batch: number, left: HostArray, right: HostArray, store: Store, packOwn: typeof pack): void {
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
        block(height, width, depth, (batch * rows + row) * columns + column, columns, k > 0, store);
      }
    }
  }
}

/** All tiles of one packed block of the left operand and one packed slab of the right. */
function block(height: number, width: number, depth: number, start: number, columns: number, adds: boolean, store: Store): void {
  const { left, right, sums } = scratch;
  for (let column = 0; column < width; column += panelWidth) {
    for (let row = 0; row < height; row += panelWidth) {
      multiplyTile(left, row * depth, right, column * depth, depth, sums);
      store(start + row * columns + column, Math.min(4, height - row), Math.min(4, width - column), adds);
    }
  }
}
