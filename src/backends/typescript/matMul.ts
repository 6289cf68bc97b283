import { sizeOf } from '../../tensor/shape.ts';
import { itemAt } from './itemAt.ts';
import type { Kernel } from './kernel.ts';
import { bindProduct } from './matrixProduct.ts';

/** The product of the last two axes, once for each index of the axes before them. */
export const matMulKernel: Kernel<'matMul'> = {
  inPlace: false,
  bind({ attributes: { transposeLeft, transposeRight }, shape }, operands, output) {
    const [left, right] = [itemAt(operands, 0), itemAt(operands, 1)];
    const [rows, columns] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
    const inner = left.shape.at(transposeLeft ? -2 : -1) ?? 1;
    const batch = sizeOf(shape.slice(0, -2));
    return bindProduct({ rows, columns, inner, batch, transposeLeft, transposeRight }, left.values, right.values, output);
  },
};
