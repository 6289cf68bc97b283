import { activationMutations } from './activations.ts';
import { compositionMutations } from './compositions.ts';
import { layerMutations } from './layers.ts';
import { lossMutations } from './losses.ts';
import type { Mutation } from './mutation.ts';
import { regularizerMutations } from './regularizers.ts';
import { updateMutations } from './updates.ts';

/**
 * Every mistake. Left out, since no gradient tells them from what is right: which side of a kink has the derivative at it (`less` for `lessEqual`), which test/layers/activations.test.ts holds;
 * the surrogate of `step`, which is declared and no derivative; moving averages, of batches and of weights, which no gradient of the step and no parameter depends on, and which
 * test/layers/batchNormalization.test.ts and test/optimizers/averageWeights.test.ts hold; adafactor's mean of column means for that of row means, which is the same number.
 */
export const mutations: readonly Mutation[] = [...layerMutations, ...activationMutations, ...compositionMutations, ...lossMutations, ...regularizerMutations, ...updateMutations];
