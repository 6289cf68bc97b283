/** A run of batches of one size. */
export interface BatchRun {
  readonly first: number;
  readonly batches: number;
  readonly size: number;
}

/** Whole batches, then the ragged last one where samples are left over. */
export function batchRuns(count: number, batchSize: number): readonly BatchRun[] {
  const whole = Math.floor(count / batchSize);
  const rest = count - whole * batchSize;
  const runs = [{ first: 0, batches: whole, size: batchSize }, { first: whole, batches: 1, size: rest }];
  return runs.filter(({ batches, size }) => batches > 0 && size > 0);
}
