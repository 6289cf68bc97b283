import type { Lanes } from '../lanes.ts';

/** c₀ + x·(c₁ + x·(c₂ + …)). */
export function horner<V>(lanes: Lanes<V>, x: V, coefficients: readonly number[]): V {
  const [last = 0, ...others] = coefficients.toReversed();
  return others.reduce((sum, coefficient) => lanes.add(lanes.multiply(sum, x), lanes.float(coefficient)), lanes.float(last));
}
