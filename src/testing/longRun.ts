/** Steps at which numbers of the host are looked at: the first hundred, then ever further apart up to a million. */
export const longRun: readonly number[] = [
  ...Array.from({ length: 100 }, (_, step) => step), 127, 128, 255, 256, 999, 1000, 1001, 9999, 10_000, 65_535, 65_536, 99_999, 100_000, 524_288, 999_999, 1_000_000,
];
