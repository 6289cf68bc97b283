/** Half a wave from 1 at x ≤ 0 to 0 at x ≥ 1: (1 + cos πx) / 2. */
export function fallingCosine(x: number): number {
  return (1 + Math.cos(Math.PI * Math.min(Math.max(x, 0), 1))) / 2;
}
