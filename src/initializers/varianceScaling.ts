import * as z from 'zod/mini';
import { defineInitializer } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { scaledVariance } from './scaledVariance.ts';

/**
 * Random numbers whose variance follows from the number of a unit's connections. `glorotUniform`, `heNormal` and the like are cases of it.
 *
 *     variance = scale / n    n the fan in, the fan out, or with `fanAverage` the mean of both
 *     truncatedNormal: w ~ N(0, variance / 0.8796²), cut off at two standard deviations, which leaves the variance
 *     normal: w ~ N(0, variance)    uniform: w ~ U(−a, a), a = √(3·variance)
 *
 * `scale` is above 0. The fans of a kernel [in, out] are in and out; those of [height, width, in, out] are height·width times these.
 * Source: the defaults, and the word, are those of Keras.
 */
export const varianceScaling = defineInitializer({
  name: 'varianceScaling',
  summary: 'mean 0 and variance scale / fan; normal, truncated normal or uniform',
  options: () => z.strictObject({
    /** The variance times the fan. */
    scale: withDefault(z.number().check(z.positive()), 1),
    /** What the fan is: the inputs of a unit, its outputs, or their mean. */
    mode: withDefault(z.enum(['fanIn', 'fanOut', 'fanAverage']), 'fanIn'),
    /** How the values are drawn. */
    distribution: withDefault(z.enum(['truncatedNormal', 'normal', 'uniform']), 'truncatedNormal'),
  }),
  create: scaledVariance,
});
