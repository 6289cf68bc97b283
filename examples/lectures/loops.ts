import { moved, sigmoid, sigmoidSlope } from './network.ts';
import type { LayerWeights, NetworkWeights, OutputUnit } from './network.ts';
import type { Samples } from './trainingSamples.ts';

/** The activations of one record by loops over units: x itself, then those of each layer, aⱼ = f(Σᵢ aᵢ·Wᵢⱼ + bⱼ). */
export function activationsOf(weights: NetworkWeights, x: readonly number[], output: OutputUnit): readonly (readonly number[])[] {
  const all: (readonly number[])[] = [x];
  weights.forEach((layer, index) => {
    const f = index === weights.length - 1 ? output.f : sigmoid;
    all.push(sums(layer, all[index] ?? []).map(f));
  });
  return all;
}

function sums({ kernel, bias }: LayerWeights, a: readonly number[]): number[] {
  return bias.map((b, j) => {
    let z = b;
    for (let i = 0; i < a.length; i++) z += (a[i] ?? 0) * (kernel[i]?.[j] ?? 0);
    return z;
  });
}

/** The errors of one record, component by component: δⱼ = σ′(zⱼ)·Σₖ Wⱼₖ·δₖ, from the output back. */
export function deltasOf(weights: NetworkWeights, activations: readonly (readonly number[])[], target: readonly number[], output: OutputUnit): readonly (readonly number[])[] {
  let next: readonly number[] = (activations.at(-1) ?? []).map((a, j) => output.delta(a, target[j] ?? Number.NaN));
  const all = [next];
  for (let layer = weights.length - 1; layer > 0; layer--) {
    const { kernel } = weights[layer] ?? { kernel: [] };
    const later = next;
    next = (activations[layer] ?? []).map((a, j) => {
      let error = 0;
      for (let k = 0; k < later.length; k++) error += (kernel[j]?.[k] ?? 0) * (later[k] ?? 0);
      return sigmoidSlope(a) * error;
    });
    all.unshift(next);
  }
  return all;
}

/** The gradients of one record: ∂C/∂Wᵢⱼ = aᵢ·δⱼ and ∂C/∂bⱼ = δⱼ. */
export function recordGradients(weights: NetworkWeights, x: readonly number[], target: readonly number[], output: OutputUnit): NetworkWeights {
  const activations = activationsOf(weights, x, output);
  return deltasOf(weights, activations, target, output).map((delta, layer) => ({
    kernel: (activations[layer] ?? []).map(a => delta.map(d => a * d)),
    bias: delta,
  }));
}

/** ΔW ← 0, then for each record ΔW ← ΔW + its gradients. */
export function summedGradients(weights: NetworkWeights, { inputs, targets }: Samples, output: OutputUnit): NetworkWeights {
  let total: NetworkWeights = weights.map(({ kernel, bias }) => ({ kernel: kernel.map(row => row.map(() => 0)), bias: bias.map(() => 0) }));
  inputs.forEach((x, record) => {
    total = moved(total, recordGradients(weights, x, targets[record] ?? [], output), 1);
  });
  return total;
}
