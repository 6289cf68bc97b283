import { columnSums, combined, mapped, product, transposed } from './matrix.ts';
import type { Matrix } from './matrix.ts';
import { sigmoid, sigmoidSlope } from './network.ts';
import type { NetworkWeights, OutputUnit } from './network.ts';

/** The activations of a batch X, a record a row: X itself, then A = f(A·W + b) of each layer. */
export function batchActivations(weights: NetworkWeights, X: Matrix, output: OutputUnit): readonly Matrix[] {
  const all: Matrix[] = [X];
  weights.forEach(({ kernel, bias }, index) => {
    const f = index === weights.length - 1 ? output.f : sigmoid;
    const Z = product(all[index] ?? [], kernel).map(row => row.map((z, j) => z + (bias[j] ?? 0)));
    all.push(mapped(Z, f));
  });
  return all;
}

/** The errors of a batch, a record a row: Δ of the output by its unit, then Δ·Wᵀ ⊙ σ′(Z) from layer to layer. */
export function batchDeltas(weights: NetworkWeights, activations: readonly Matrix[], T: Matrix, output: OutputUnit): readonly Matrix[] {
  let delta = combined(activations.at(-1) ?? [], T, output.delta);
  const all = [delta];
  for (let layer = weights.length - 1; layer > 0; layer--) {
    const slopes = mapped(activations[layer] ?? [], sigmoidSlope);
    delta = combined(product(delta, transposed(weights[layer]?.kernel ?? [])), slopes, (error, slope) => error * slope);
    all.unshift(delta);
  }
  return all;
}

/** The gradients summed over a batch: Aᵀ·Δ, and the column sums of Δ. */
export function batchGradients(weights: NetworkWeights, X: Matrix, T: Matrix, output: OutputUnit): NetworkWeights {
  const activations = batchActivations(weights, X, output);
  return batchDeltas(weights, activations, T, output).map((delta, layer) => ({
    kernel: product(transposed(activations[layer] ?? []), delta), bias: columnSums(delta),
  }));
}
