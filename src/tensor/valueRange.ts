/** The values that a loss or a layer can take. */
export interface ValueRange {
  readonly least: number;
  readonly greatest: number;
  /** True for indices: only whole numbers will do. */
  readonly whole?: boolean;
  /** One more value that will do, beside the range: the class that a loss ignores. */
  readonly beside?: number;
}
