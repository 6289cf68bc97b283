import type { DataSettings } from '../config/dataSchema.ts';
import { DataError } from '../errors.ts';
import type { Layout } from '../training/userBatch.ts';

/** What needs all samples at once is refused for samples that come one after the other: throws a DataError. */
export function requireStreamable({ validation, standardise: { inputs, targets }, balance }: DataSettings, stored: Layout | undefined): void {
  if (validation.size > 0) throw refusedOfStream('data.validation', 'no samples can be held out of a stream, which keeps none', 'give samples for validation as arrays in `heldOut`');
  if (stored === undefined && (inputs || targets)) throw refusedOfStream('data.standardise', 'a stream has no mean and deviation before all its samples are drawn', 'standardise the samples where they are made');
  if (balance !== undefined) throw refusedOfStream('data.balance', 'the classes of a stream cannot be counted before all its samples are drawn', 'draw the classes equally often where the samples are made, or give weights');
}

function refusedOfStream(where: string, problem: string, next: string): DataError {
  return new DataError(problem, { where, next });
}
