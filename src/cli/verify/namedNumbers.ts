/** A value as data for JSON, which has no other numbers than finite ones: the rest are the strings "NaN", "Infinity" and "-Infinity". */
export function namedNumbers(value: object): object {
  return JSON.parse(JSON.stringify(value, (_, each: unknown) => (typeof each === 'number' && !Number.isFinite(each) ? String(each) : each)));
}
