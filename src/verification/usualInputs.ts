import type { DifferentiatedKind } from './builtInExamples.ts';
import type { TestColumn } from './columns.ts';

/** Deviates enough that all pieces of an activation are met. */
export const wide = (...shape: readonly number[]): TestColumn => ({ shape, value: random => 2 * random.normal() });
const classes: TestColumn = { shape: [], dtype: 'int32', value: random => random.below(3) };

/** What is tried as inputs where an example names none. */
export const usualInputs: Readonly<Record<DifferentiatedKind, readonly (readonly TestColumn[])[]>> = {
  layer: [[wide(4)], [wide(3, 2)], [wide(6, 6, 2)], [wide(4), wide(4)], [wide(4), wide(4), wide(4)], [{ shape: [3], dtype: 'int32' }]],
  loss: [[wide(3), { shape: [3] }], [wide(3), classes]],
  regularizer: [[wide(4)], [wide(2, 4)]],
};

/** A loss takes a prediction and a target. */
export const mostInputs: Readonly<Record<DifferentiatedKind, number>> = { layer: Number.POSITIVE_INFINITY, loss: 2, regularizer: 1 };

/**
 * The batch sizes of a component's verification. The first is no extent of the usual inputs, so that a factor which is the batch size can be told from others;
 * a batch of 1 hides an axis that is not summed and shows one that is squeezed; one above 8 shows what is right for small batches alone.
 */
export const usualBatchSizes = [5, 1, 9] as const;
