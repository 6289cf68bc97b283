import { defineInitializer } from '../components/definition.ts';
import { normalOr, scaledVariance, truncatedOption } from './scaledVariance.ts';

/**
 * Normally distributed with the variance of `glorotUniform`. `truncated` cuts it off at two standard deviations and keeps the variance, as
 * Keras draws it.
 *
 *     w ~ N(0, 2 / (fan in + fan out))
 *
 * Source: Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010), equation 12.
 */
export const glorotNormal = defineInitializer({
  name: 'glorotNormal',
  summary: 'w ~ N(0, 2 / (fan in + fan out))',
  options: truncatedOption,
  create: ({ truncated }) => scaledVariance({ scale: 1, mode: 'fanAverage', distribution: normalOr(truncated) }),
});
