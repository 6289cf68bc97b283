import { alike, at } from './evidence.ts';
import type { Hint } from './evidence.ts';

/** h is the derivative at y = f(x) in place of that at x: a saved value was mistaken for the other. */
export const atOutputHint: Hint = async ({ part, kind, hand, elements, output, numericWith }) => {
  if (part !== 'layer' || output === undefined) return undefined;
  if (!alike(at(hand), at(await numericWith({ input: output })), elements)) return undefined;
  return kind === 'input' ? 'the derivative is taken at the output of the layer, not at its input' : 'the output of the layer stands in it where its input belongs';
};

/** h is the share of one sample: the sum over the batch is missing. */
export const oneSampleHint: Hint = async ({ kind, hand, elements, batchSize, weights, numericWith }) => {
  if (kind !== 'parameter') return undefined;
  for (const sample of new Set([0, batchSize - 1])) {
    const share = await numericWith({ weights: weights.map((weight, index) => (index === sample ? weight : 0)) });
    if (batchSize > 1 && alike(at(hand), at(share), elements)) return `it is the share of sample ${sample} alone: the sum over the batch is missing`;
  }
  return undefined;
};
