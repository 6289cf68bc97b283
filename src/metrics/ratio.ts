/** a / b, and 0 where b is 0: a figure over nothing. */
export function ratio(a: number, b: number): number {
  return b === 0 ? 0 : a / b;
}
