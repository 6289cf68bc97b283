import * as z from 'zod/mini';
import { defineInitializer } from '../components/definition.ts';
import { scaledVariance } from './scaledVariance.ts';

/**
 * Evenly spread with the variance 1 / fan in, which keeps the size of signals through linear layers.
 *
 *     w ~ U(−a, a), a = √(3 / fan in)
 *
 * Source: LeCun, Bottou, Orr, Müller, "Efficient backprop" (1998).
 */
export const lecunUniform = defineInitializer({
  name: 'lecunUniform',
  summary: 'w ~ U(−a, a), a = √(3 / fan in)',
  options: () => z.strictObject({}),
  create: () => scaledVariance({ scale: 1, mode: 'fanIn', distribution: 'uniform' }),
});
