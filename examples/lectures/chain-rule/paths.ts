import { activationsOf } from '../loops.ts';
import { sigmoidSlope, squaredSigmoid } from '../network.ts';
import type { NetworkWeights } from '../network.ts';

/** A way from the sum z of a unit to the output ŷ: the units that it passes, and the product of the derivatives along it. */
export interface Path {
  /** The first is the unit itself, counted from 0 in its layer. */
  readonly units: readonly number[];
  readonly product: number;
}

/** All paths from a unit of a layer, counted from 1, to the output: σ′ at each unit, and the weight of each step. */
export function pathsFrom(weights: NetworkWeights, activations: readonly (readonly number[])[], layer: number, unit: number): readonly Path[] {
  const slope = sigmoidSlope(activations[layer]?.[unit] ?? Number.NaN);
  const steps = weights[layer]?.kernel[unit];
  if (steps === undefined) return [{ units: [unit], product: slope }];
  return steps.flatMap((weight, next) => (
    pathsFrom(weights, activations, layer + 1, next).map(({ units, product }) => ({ units: [unit, ...units], product: slope * weight * product }))));
}

/** ∂ŷ/∂Wᵢⱼ of every weight and bias in closed form: the input of the weight, times the sum over all paths from its unit to the output. */
export function slopesByPaths(weights: NetworkWeights, x: readonly number[]): NetworkWeights {
  const activations = activationsOf(weights, x, squaredSigmoid);
  return weights.map(({ bias }, index) => {
    const ofUnits = bias.map((_, unit) => pathsFrom(weights, activations, index + 1, unit).reduce((sum, { product }) => sum + product, 0));
    return { kernel: (activations[index] ?? []).map(a => ofUnits.map(slope => a * slope)), bias: ofUnits };
  });
}
