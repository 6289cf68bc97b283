import { activationsOf, summedGradients } from '../loops.ts';
import { batchGradients } from '../matrixForm.ts';
import { moved, squaredSigmoid } from '../network.ts';
import type { NetworkWeights } from '../network.ts';
import type { Samples } from '../trainingSamples.ts';

/** The rate α, and the strength λ of the penalty λ/2 Σ W². */
export interface Settings {
  readonly rate: number;
  readonly lambda: number;
}

/** A step of the notes' algorithm, which sets ΔW and Δb to 0 and adds the gradient of one sample after the other. */
export function stepInLoops(weights: NetworkWeights, samples: Samples, settings: Settings): NetworkWeights {
  return updated(weights, summedGradients(weights, samples, squaredSigmoid), samples.inputs.length, settings);
}

/** The same step with the sum over the samples left to matrix products. */
export function stepInMatrices(weights: NetworkWeights, { inputs, targets }: Samples, settings: Settings): NetworkWeights {
  return updated(weights, batchGradients(weights, inputs, targets, squaredSigmoid), inputs.length, settings);
}

/** W ← W − α·[(1/m)·ΔW + λ·W], b ← b − α·(1/m)·Δb. */
function updated(weights: NetworkWeights, totals: NetworkWeights, m: number, { rate, lambda }: Settings): NetworkWeights {
  const decay = weights.map(({ kernel, bias }) => ({ kernel, bias: bias.map(() => 0) }));
  return moved(moved(weights, totals, -rate / m), decay, -rate * lambda);
}

/** J = 1/m Σ ½‖h(x) − y‖² + λ/2 Σ W². */
export function cost(weights: NetworkWeights, { inputs, targets }: Samples, { lambda }: Settings): number {
  const errors = inputs.flatMap((x, sample) => (activationsOf(weights, x, squaredSigmoid).at(-1) ?? []).map((a, j) => a - (targets[sample]?.[j] ?? Number.NaN)));
  const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);
  return squares(errors) / (2 * inputs.length) + lambda / 2 * weights.reduce((sum, { kernel }) => sum + squares(kernel.flat()), 0);
}
