import type { Tensor } from '../tensor/tensor.ts';
import type { Standardisation } from './scaleAndShift.ts';

/** How values are standardised. */
export interface StandardiseOptions {
  /** The axes of x that a mean is taken over. */
  readonly axes: readonly number[];
  readonly epsilon: number;
  /** False leaves the mean on: ŷ = x / √(σ² + ε), σ² still about the mean. */
  readonly centred?: boolean;
  /** [batch, 1, …]: 1 for the samples that mean and variance are taken of, 0 for those that are only standardised by them. All count where it is left out. */
  readonly counted?: Tensor | undefined;
}

/** Statistics of values, in their rank: each axis that they are taken over has extent 1. */
export interface Statistics {
  readonly mean: Tensor;
  /** The mean of squares about the mean: divided by `count`. */
  readonly variance: Tensor;
  /** How many values each mean was taken of. */
  readonly count: Tensor;
}

export type Standardised = Statistics & Standardisation;

/**
 * Values with mean 0 and variance 1 over some axes, and the way back through mean and variance.
 *
 *     μ = Σ mᵢ·xᵢ / n    σ² = Σ mᵢ·(xᵢ − μ)² / n    x̂ = (x − μ) / √(σ² + ε)    n = Σ mᵢ, m 1 where a value counts
 *     dx = (dx̂ − (m / n)·(Σ dx̂ + x̂·Σ dx̂·x̂)) / √(σ² + ε)
 *
 * Without centring ŷ = x / √(σ² + ε), and dx = (dŷ − (m / n)·x̂·Σ dŷ·ŷ) / √(σ² + ε).
 */
export function standardise(x: Tensor, { axes, epsilon, centred = true, counted }: StandardiseOptions): Standardised {
  const total = (values: Tensor) => values.sum(axes, true);
  const count = countOf(x, axes, counted);
  const share = (counted ?? x.constant(1)).div(count);
  const mean = total(x.mul(share));
  const distance = x.sub(mean);
  const variance = total(distance.square().mul(share));
  const deviation = variance.add(epsilon).sqrt();
  const direction = distance.div(deviation);
  const y = centred ? direction : x.div(deviation);
  return {
    y, mean, variance, count,
    backward(dy) {
      const byVariance = direction.mul(total(dy.mul(y)));
      const byStatistics = centred ? total(dy).add(byVariance) : byVariance;
      return dy.sub(byStatistics.mul(share)).div(deviation);
    },
  };
}

/** The number of values that a mean over the axes is taken of; at least that of one sample, so that a batch of padding alone divides by no 0. */
function countOf(x: Tensor, axes: readonly number[], counted: Tensor | undefined): Tensor {
  const values = axes.reduce((product, axis) => product * (x.shape[axis] ?? 1), 1);
  return counted === undefined ? x.constant(values) : counted.sum().maximum(1).mul(values / counted.size);
}
