import { z } from 'zod';
import { defineLayer } from '../components/definition.ts';
import { activation } from './oneToOne.ts';

/**
 * The rectifier.
 *
 *     y = max(x, 0)    dx = dy where y > 0, else 0    (relu′(0) = 0)
 *
 * Shapes: any, kept.
 * Source: Nair, Hinton, "Rectified linear units improve restricted Boltzmann machines" (2010).
 */
export const relu = defineLayer({
  name: 'relu',
  summary: 'y = max(x, 0)',
  options: () => z.strictObject({}),
  create: () => activation(x => {
    const y = x.relu();
    return { y, backward: dy => dy.mul(y.greater(0).cast('float')) };
  }),
});
