import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import { perSample, sumSamples } from '../tensor/functions.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Loss } from './loss.ts';

/**
 * How the values of single elements become one number.
 * - `mean`: the mean over all elements;
 * - `batchMean`: the sum over the elements of a sample, the mean over samples;
 * - `sum`: the sum over all elements.
 */
export const reductionOption = withDefault(z.enum(['mean', 'batchMean', 'sum']), 'mean');

export type Reduction = z.output<typeof reductionOption>;

/** The part of a reduction that the framework does, over the batch. */
export function batchReductionOf(reduction: Reduction): Loss['batchReduction'] {
  return reduction === 'sum' ? 'sum' : 'mean';
}

/** The elements of a loss, reduced to one value a sample. */
export interface Reduced {
  /** [batch]. */
  readonly values: Tensor;
  /** From ∂L/∂values [batch] to ∂L/∂elements, alike for all elements of a sample: [batch, 1, …]. */
  spread(dValues: Tensor): Tensor;
}

/**
 * The part of a reduction that a loss does, over the elements eᵢⱼ of sample i.
 *
 *     valueᵢ = s·Σⱼ eᵢⱼ    deᵢⱼ = s·dvalueᵢ    with s = 1 / (elements a sample) for `mean`, else 1
 */
export function reduceElements(elements: Tensor, reduction: Reduction): Reduced {
  const scale = reduction === 'mean' ? (elements.shape[0] ?? 1) / elements.size : 1;
  return {
    values: sumSamples(elements).mul(scale),
    spread: dValues => perSample(dValues.mul(scale), elements),
  };
}
