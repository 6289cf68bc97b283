import type { NodeOf } from '../../tensor/graph.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { itemAt } from './itemAt.ts';
import type { Kernel, Operand } from './kernel.ts';
import { bindProduct } from './matrixProduct.ts';
import type { ProductSize } from './matrixProduct.ts';

/** The product of the last two axes, once for each index of the axes before them. */
export const matMulKernel: Kernel<'matMul'> = {
  bind(node, operands, output) {
    const [left, right] = [itemAt(operands, 0), itemAt(operands, 1)];
    return bindProduct(productSize(node, left), left.values, right.values, output);
  },
};

/** The extents of a product, from its shape and that of its left operand. */
export function productSize({ attributes, shape }: NodeOf<'matMul'> | NodeOf<'matMulAdd'>, left: Pick<Operand, 'shape'>): ProductSize {
  return {
    ...attributes,
    rows: shape.at(-2) ?? 1,
    columns: shape.at(-1) ?? 1,
    inner: left.shape.at(attributes.transposeLeft ? -2 : -1) ?? 1,
    batch: sizeOf(shape.slice(0, -2)),
  };
}
