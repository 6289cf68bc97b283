import type { HostArray } from '../../tensor/dtype.ts';
import type { ProductSize } from './matrixProduct.ts';

/**
 * The plain triple loop: output = left · right, or alpha[0] · left · right + beta[0] · addend where an addend is given. The output may be the addend's memory: each element is
 * read just before it is written.
 */
export function directProduct(
  { batch, rows, columns, inner, transposeLeft, transposeRight }: ProductSize,
  left: HostArray, right: HostArray, output: HostArray, addend?: HostArray, alpha?: HostArray, beta?: HostArray,
): void {
  const leftRow = transposeLeft ? 1 : inner;
  const leftInner = transposeLeft ? rows : 1;
  const rightColumn = transposeRight ? inner : 1;
  const rightInner = transposeRight ? 1 : columns;
  const [productFactor, addendFactor] = [alpha?.[0] ?? 0, beta?.[0] ?? 0];
  for (let at = 0; at < batch * rows; at++) {
    const matrix = Math.floor(at / rows);
    const leftStart = matrix * rows * inner + (at - matrix * rows) * leftRow;
    for (let column = 0; column < columns; column++) {
      const rightStart = matrix * inner * columns + column * rightColumn;
      let total = 0;
      for (let k = 0; k < inner; k++) total += (left[leftStart + k * leftInner] ?? 0) * (right[rightStart + k * rightInner] ?? 0);
      const position = at * columns + column;
      output[position] = addend === undefined ? total : productFactor * total + addendFactor * (addend[position] ?? 0);
    }
  }
}
