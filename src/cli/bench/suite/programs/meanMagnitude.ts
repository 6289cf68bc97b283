/** The mean of |v|: one number to compare the logits of two contenders by. */
export function meanMagnitude(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += Math.abs(values[index] ?? 0);
  return sum / values.length;
}
