import { itemAt } from './itemAt.ts';
import type { Kernel } from './kernel.ts';
import { productSize } from './matMul.ts';
import { bindScaledProduct } from './matrixProduct.ts';

/** α·(left·right) + β·addend in one pass over the output, which may be the memory of the addend, of no other operand. */
export const matMulAddKernel: Kernel<'matMulAdd'> = {
  over: 2,
  bind(node, operands, output) {
    const [left, right] = [itemAt(operands, 0), itemAt(operands, 1)];
    const [addend, alpha, beta] = [itemAt(operands, 2).values, itemAt(operands, 3).values, itemAt(operands, 4).values];
    return bindScaledProduct(productSize(node, left), left.values, right.values, { addend, alpha, beta }, output);
  },
};
