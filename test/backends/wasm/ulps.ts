/** The distance of a float32 from an exact value in units in the last place of that value, 2⁻¹⁴⁹ among subnormal ones; infinite for NaN or infinity against a number. */
export function ulpsBetween(actual: number, exact: number): number {
  const rounded = Math.fround(exact);
  if (Object.is(actual, rounded) || actual === rounded) return Number.isFinite(actual) ? Math.abs(actual - exact) / unitAt(exact) : 0;
  if (!Number.isFinite(actual) || !Number.isFinite(rounded)) return Number.POSITIVE_INFINITY;
  return Math.abs(actual - exact) / unitAt(exact);
}

function unitAt(value: number): number {
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  return 2 ** (Math.max(exponent, -126) - 23);
}
