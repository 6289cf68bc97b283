import type { Tensor } from '../tensor.ts';
import { operand } from './derivative.ts';
import type { Derivative } from './derivative.ts';

interface Transposes {
  readonly transposeLeft: boolean;
  readonly transposeRight: boolean;
}

/** The derivatives of matrix products. */
export const productDerivatives: { readonly [K in 'matMul' | 'matMulAdd']: Derivative<K> } = {
  /** Y = A·B: dA = dY·Bᵀ, dB = Aᵀ·dY, each transposed where its operand is. */
  matMul: ({ inputs, attributes, dy }) => factors(inputs, attributes, dy),
  /** Y = α·(A·B) + β·C. */
  matMulAdd({ inputs, attributes, dy }) {
    const [addend, alpha, beta] = [operand(inputs, 2), operand(inputs, 3), operand(inputs, 4)];
    return [
      ...factors(inputs, attributes, dy.mul(alpha)),
      () => dy.mul(beta),
      () => dy.mul(product(inputs, attributes)).sum(),
      () => dy.mul(addend).sum(),
    ];
  },
};

function factors(inputs: readonly Tensor[], { transposeLeft, transposeRight }: Transposes, dy: Tensor): readonly (() => Tensor)[] {
  const { left, right } = used(inputs, { transposeLeft, transposeRight });
  return [
    () => (transposeLeft ? right.matMul(dy.T) : dy.matMul(right.T)),
    () => (transposeRight ? dy.T.matMul(left) : left.T.matMul(dy)),
  ];
}

function product(inputs: readonly Tensor[], transposes: Transposes): Tensor {
  const { left, right } = used(inputs, transposes);
  return left.matMul(right);
}

/** The factors as they are multiplied. */
function used(inputs: readonly Tensor[], { transposeLeft, transposeRight }: Transposes): { readonly left: Tensor; readonly right: Tensor } {
  const [left, right] = [operand(inputs, 0), operand(inputs, 1)];
  return { left: transposeLeft ? left.T : left, right: transposeRight ? right.T : right };
}
