import { defineInitializer } from '../components/definition.ts';
import { normalOr, scaledVariance, truncatedOption } from './scaledVariance.ts';

/**
 * Normally distributed with the variance of `lecunUniform`: what selu needs. `truncated` cuts it off at two standard deviations and keeps the variance, as
 * Keras draws it.
 *
 *     w ~ N(0, 1 / fan in)
 *
 * Source: LeCun, Bottou, Orr, Müller, "Efficient backprop" (1998); Klambauer et al., "Self-normalizing neural networks" (2017).
 */
export const lecunNormal = defineInitializer({
  name: 'lecunNormal',
  summary: 'w ~ N(0, 1 / fan in)',
  options: truncatedOption,
  create: ({ truncated }) => scaledVariance({ scale: 1, mode: 'fanIn', distribution: normalOr(truncated) }),
});
