/** From this t on, 0.96ᵗ / 2 is lost beside 1 in float64: μₜ is β itself. */
const settled = 1000;

/** Nadam's momentum of update t, counted from 1: μₜ = β·(1 − 0.96ᵗ / 2), which rises to β. */
export function momentumAt(beta: number, t: number): number {
  return beta * (1 - 0.5 * 0.96 ** t);
}

/** Gives μ₁·…·μₜ for any t: a table of its first values, whose last the later ones continue with powers of β. */
export function momentumProducts(beta: number): (t: number) => number {
  const table = new Float64Array(settled + 1).fill(1);
  for (let t = 1; t <= settled; t++) table[t] = (table[t - 1] ?? 1) * momentumAt(beta, t);
  return t => (table[Math.min(t, settled)] ?? 1) * beta ** Math.max(0, t - settled);
}
