import type { GradientReport, HostTensor, Run } from 'chainrule';
import { rowsOf } from './matrix.ts';
import type { Matrix } from './matrix.ts';

/** The weights of a layer, or their gradients: kernel W[in][out] and bias b. */
export interface LayerWeights {
  readonly kernel: Matrix;
  /** Zeros for a layer without. */
  readonly bias: readonly number[];
}

/** The layers of a network of sigmoids, from the first to the output. */
export type NetworkWeights = readonly LayerWeights[];

/** What the last layer does to its sums z, and the error δ = ∂C/∂z of a unit with output a and target t. */
export interface OutputUnit {
  f(z: number): number;
  delta(a: number, t: number): number;
}

export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** σ′(z) by a = σ(z). */
export function sigmoidSlope(a: number): number {
  return a * (1 - a);
}

/** σ(z) under ½(a − t)². */
export const squaredSigmoid: OutputUnit = { f: sigmoid, delta: (a, t) => (a - t) * sigmoidSlope(a) };
/** The identity under ½(a − t)². */
export const squaredIdentity: OutputUnit = { f: z => z, delta: (a, t) => a - t };
/** σ(z) under the cross entropy −t·log a − (1 − t)·log(1 − a): σ′ cancels. */
export const entropySigmoid: OutputUnit = { f: sigmoid, delta: (a, t) => a - t };

/** The weights of a run whose model is these dense layers. */
export async function weightsOf(run: Run, layers: readonly string[]): Promise<NetworkWeights> {
  return layersOf(await run.getWeights(), layers);
}

/** The gradients that the framework reports, layer by layer. */
export function gradientsOf({ parameters }: GradientReport, layers: readonly string[]): NetworkWeights {
  return layersOf(parameters, layers);
}

/** All numbers of the weights, layer by layer, kernels before biases. */
export function numbersOf(weights: NetworkWeights): number[] {
  return weights.flatMap(({ kernel, bias }) => [...kernel.flat(), ...bias]);
}

/** w + scale·g of every weight and its gradient. */
export function moved(weights: NetworkWeights, gradients: NetworkWeights, scale: number): NetworkWeights {
  return weights.map(({ kernel, bias }, layer) => ({
    kernel: kernel.map((row, i) => row.map((w, j) => w + scale * (gradients[layer]?.kernel[i]?.[j] ?? Number.NaN))),
    bias: bias.map((b, j) => b + scale * (gradients[layer]?.bias[j] ?? Number.NaN)),
  }));
}

function layersOf(tensors: Readonly<Record<string, HostTensor>>, layers: readonly string[]): NetworkWeights {
  return layers.map(layer => {
    const kernel = rowsOf(tensors[`${layer}/kernel`]);
    const bias = tensors[`${layer}/bias`];
    return { kernel, bias: bias === undefined ? (kernel[0] ?? []).map(() => 0) : Array.from(bias.values) };
  });
}
