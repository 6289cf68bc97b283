import { columnSums, combined, mapped, product, transposed } from '../matrix.ts';
import type { Matrix } from '../matrix.ts';
import { sigmoid, sigmoidSlope } from '../network.ts';

/** δᴸ = ∇ₐC ⊙ σ′(zᴸ), with ∇ₐC = aᴸ − y of each sample. */
export function outputError(a: Matrix, y: Matrix, z: Matrix): Matrix {
  return hadamard(combined(a, y, (own, target) => own - target), slopes(z));
}

/** δˡ = (Wˡ⁺¹)ᵀ·δˡ⁺¹ ⊙ σ′(zˡ), the samples in rows: δˡ⁺¹·Wᵀ. */
export function errorBefore(delta: Matrix, kernel: Matrix, z: Matrix): Matrix {
  return hadamard(product(delta, transposed(kernel)), slopes(z));
}

/** ∂C/∂bˡⱼ = δˡⱼ, the mean over the samples. */
export function biasGradient(delta: Matrix): readonly number[] {
  return columnSums(delta).map(sum => sum / delta.length);
}

/** ∂C/∂wˡⱼₖ = aˡ⁻¹ₖ·δˡⱼ, the mean over the samples. */
export function weightGradient(a: Matrix, delta: Matrix): Matrix {
  return mapped(product(transposed(a), delta), sum => sum / delta.length);
}

function slopes(z: Matrix): Matrix {
  return mapped(z, value => sigmoidSlope(sigmoid(value)));
}

function hadamard(a: Matrix, b: Matrix): Matrix {
  return combined(a, b, (left, right) => left * right);
}
