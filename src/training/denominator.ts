import * as z from 'zod/mini';

/**
 * What the weighted losses of a batch, Σᵢ weightᵢ · lossᵢ, are divided by where a loss is a mean: the number of `samples`; the sum of their `weights`; or the number of
 * samples with `nonzeroWeights`, for which a weight of 0 means that the sample is not there. Without weights they are the same.
 */
export const denominatorSchema = z.enum(['samples', 'weights', 'nonzeroWeights']);

export type Denominator = z.output<typeof denominatorSchema>;

/** The denominator of a batch with these weights. */
export function countedIn(weights: ArrayLike<number>, denominator: Denominator): number {
  return Array.from(weights).reduce((sum, weight) => sum + shareOf(weight, denominator), 0);
}

/** What a sample of this weight adds to a denominator. */
export function shareOf(weight: number, denominator: Denominator): number {
  if (denominator === 'samples') return 1;
  return denominator === 'weights' ? weight : Number(weight !== 0);
}
