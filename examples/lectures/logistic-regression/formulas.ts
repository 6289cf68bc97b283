import { listed, pulled, scoreOf } from '../linearUnit.ts';
import type { LinearUnit } from '../linearUnit.ts';
import { sigmoid } from '../network.ts';
import type { Samples } from '../trainingSamples.ts';

/** A point with its label. */
export interface LabelledPoint {
  readonly x: readonly number[];
  readonly y: number;
}

/** The points of a data set. */
export function pointsOf({ inputs, targets }: Samples): readonly LabelledPoint[] {
  return inputs.map((x, index) => ({ x, y: targets[index]?.[0] ?? Number.NaN }));
}

/** ŷ = σ(w·x + b). */
export function probability(unit: LinearUnit, x: readonly number[]): number {
  return sigmoid(scoreOf(unit, x));
}

/** E = −1/m Σ [y log ŷ + (1 − y) log(1 − ŷ)]. */
export function crossEntropy(unit: LinearUnit, points: readonly LabelledPoint[]): number {
  return -meanOf(points.map(({ x, y }) => (y === 1 ? Math.log(probability(unit, x)) : Math.log(1 - probability(unit, x)))));
}

/** ∇E of one point: −(y − ŷ)·(x₁, …, xₙ, 1). */
export function gradient(unit: LinearUnit, { x, y }: LabelledPoint): readonly number[] {
  return [...x, 1].map(input => -(y - probability(unit, x)) * input);
}

/** ∇E of a batch: the mean of its points' gradients. */
export function meanGradient(unit: LinearUnit, points: readonly LabelledPoint[]): readonly number[] {
  const all = points.map(point => gradient(unit, point));
  return listed(unit).map((_, index) => meanOf(all.map(own => own[index] ?? Number.NaN)));
}

/** The continuous perceptron: each point pulls by how wrong it is, (w, b) + α·(y − ŷ)·(x, 1). */
export function learned(unit: LinearUnit, { x, y }: LabelledPoint, rate: number): LinearUnit {
  return pulled(unit, x, rate * (y - probability(unit, x)));
}

/** A step of gradient descent, (w, b) − α·∇E. */
export function descended({ w, b }: LinearUnit, gradients: readonly number[], rate: number): LinearUnit {
  return { w: w.map((own, index) => own - rate * (gradients[index] ?? Number.NaN)), b: b - rate * (gradients.at(-1) ?? Number.NaN) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
