import type { Value } from '../runtime.ts';
import { run, withGradients } from './kernel.ts';
import type { Kernel, KernelContext } from './kernel.ts';

/**
 * The matrix product.
 *
 *     C = A·B    dA = dC·Bᵀ    dB = Aᵀ·dC    (transposed where the operand is)
 *
 * The derivatives are stated here, so that they take the fast way on wasm too.
 */
export const matMul: Kernel<'matMul'> = (context, { attributes: { transposeLeft: left, transposeRight: right } }, a, b) =>
  withGradients(context, () => product(context, a, b, left, right), [
    { operand: a, gradient: dy => (left ? product(context, b, dy, right, true) : product(context, dy, b, false, !right)) },
    { operand: b, gradient: dy => (right ? product(context, dy, a, true, left) : product(context, a, dy, !left, false)) },
  ]);

/** α·A·B + β·C as the product, two products with a scalar and a sum: each has its derivative. */
export const matMulAdd: Kernel<'matMulAdd'> = (context, node, a, b, addend, alpha, beta) => {
  const value = matMul(context, { ...node, op: 'matMul' }, a, b);
  return run(context, 'Add', { a: run(context, 'Multiply', { a: value, b: alpha }), b: run(context, 'Multiply', { a: addend, b: beta }) });
};

/** Below this number of multiplications, transposing on wasm costs more than it saves. */
const smallProduct = 4096;

/**
 * op(A)·op(B), each transposed or not. On wasm only products of two plain matrices reach the fast kernel (XNNPACK): a transposed operand is written out
 * first, which is up to 13 times as fast.
 */
export function product(context: KernelContext, a: Value, b: Value, transposeA: boolean, transposeB: boolean): Value {
  const columns = b.shape.at(transposeB ? -2 : -1) ?? 1;
  const writtenOut = context.device === 'wasm' && a.rank === 2 && a.size * columns > smallProduct;
  if (!writtenOut) return run(context, 'BatchMatMul', { a, b }, { transposeA, transposeB });
  const operands = { a: transposeA ? transposed(context, a) : a, b: transposeB ? transposed(context, b) : b };
  return run(context, 'BatchMatMul', operands, { transposeA: false, transposeB: false });
}

function transposed(context: KernelContext, x: Value): Value {
  return run(context, 'Transpose', { x }, { perm: [1, 0] });
}
