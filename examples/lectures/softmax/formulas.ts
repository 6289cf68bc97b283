import { columnSums, combined, mapped, product, transposed } from '../matrix.ts';
import type { Matrix } from '../matrix.ts';
import type { LayerWeights } from '../network.ts';
import type { Samples } from '../trainingSamples.ts';

/** pᵢ = e^zᵢ / Σⱼ e^zⱼ of one sample’s scores. */
export function softmaxOf(scores: readonly number[]): readonly number[] {
  const powers = scores.map(Math.exp);
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map(power => power / sum);
}

/** The probabilities of a batch, a sample a row: the softmax of X·W + b. */
export function probabilities({ kernel, bias }: LayerWeights, inputs: Matrix): Matrix {
  return product(inputs, kernel).map(row => softmaxOf(row.map((sum, j) => sum + (bias[j] ?? Number.NaN))));
}

/** The probability that each sample is given of what it is: Σⱼ yⱼ·pⱼ. */
export function ofTheTruth(p: Matrix, y: Matrix): readonly number[] {
  return combined(p, y, (own, target) => own * target).map(row => row.reduce((sum, value) => sum + value, 0));
}

/** −Σ log q. */
export function surprise(q: readonly number[]): number {
  return q.reduce((sum, own) => sum - Math.log(own), 0);
}

/** ∂e/∂z of each sample’s own error e: p − y. */
export function errors(p: Matrix, y: Matrix): Matrix {
  return combined(p, y, (own, target) => own - target);
}

/** ∂E/∂W = Xᵀ·(P − Y)/m and ∂E/∂b, the mean of p − y. */
export function gradients(layer: LayerWeights, { inputs, targets }: Samples): LayerWeights {
  const delta = mapped(errors(probabilities(layer, inputs), targets), error => error / inputs.length);
  return { kernel: product(transposed(inputs), delta), bias: columnSums(delta) };
}
