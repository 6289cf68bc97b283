import type { Loss } from '../losses/loss.ts';
import { perSample, sumSamples } from '../tensor/functions.ts';

/**
 * A fixed linear function of an output, as a loss: with random coefficients every element of the output has a gradient of its own.
 *
 *     value = Σⱼ tⱼ·yⱼ    dyⱼ = tⱼ·dvalue, the target t being the coefficients
 *
 * Shapes: target and prediction alike.
 */
export const linearFunctional: Loss = {
  batchReduction: 'mean',
  forward: (_, prediction, target) => ({
    values: sumSamples(prediction.mul(target)),
    backward: dValues => target.mul(perSample(dValues, target)),
  }),
};
