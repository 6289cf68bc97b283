import * as z from 'zod/mini';
import { defineInitializer } from '../components/definition.ts';
import { scaledVariance } from './scaledVariance.ts';

/**
 * Evenly spread with the variance 2 / fan in, which keeps the size of signals through layers of rectifiers.
 *
 *     w ~ U(−a, a), a = √(6 / fan in)
 *
 * Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers" (2015), equation 10.
 */
export const heUniform = defineInitializer({
  name: 'heUniform',
  summary: 'w ~ U(−a, a), a = √(6 / fan in)',
  options: () => z.strictObject({}),
  create: () => scaledVariance({ scale: 2, mode: 'fanIn', distribution: 'uniform' }),
});
