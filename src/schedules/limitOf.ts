/** What initial·factorⁿ tends to as n grows: 0, the initial value itself, or an infinity. */
export function limitOf(initialValue: number, factor: number): number {
  return initialValue === 0 ? 0 : initialValue * factor ** Number.MAX_VALUE;
}
