import { defineInitializer } from '../components/definition.ts';
import { normalOr, scaledVariance, truncatedOption } from './scaledVariance.ts';

/**
 * Normally distributed with the variance of `heUniform`. `truncated` cuts it off at two standard deviations and keeps the variance, as
 * Keras draws it.
 *
 *     w ~ N(0, 2 / fan in)
 *
 * Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers" (2015), equation 10.
 */
export const heNormal = defineInitializer({
  name: 'heNormal',
  summary: 'w ~ N(0, 2 / fan in)',
  options: truncatedOption,
  create: ({ truncated }) => scaledVariance({ scale: 2, mode: 'fanIn', distribution: normalOr(truncated) }),
});
