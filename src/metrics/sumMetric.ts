import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { sumSamples } from '../tensor/functions.ts';

/**
 * The sum of the predictions themselves, whatever the targets.
 *
 *     figure = Σᵢ wᵢ·Σⱼ aᵢⱼ
 *
 * Shapes: prediction [batch, …]; any target.
 */
export const sumMetric = defineMetric({
  name: 'sum',
  summary: 'the sum of the predictions',
  options: () => z.strictObject({}),
  create: () => ({
    record: (prediction, _, weights) => ({ total: sumSamples(prediction).mul(weights).sum() }),
    result: ({ total = 0 }) => total,
  }),
});
