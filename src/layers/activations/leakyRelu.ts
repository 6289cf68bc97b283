import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { activation } from '../oneToOne.ts';

/**
 * The rectifier with a small slope α for negative inputs, so that no unit is ever cut off from its gradient.
 *
 *     y = x where x > 0, else α·x    dx = dy where x > 0, else α·dy    (the slope at 0 is α)
 *
 * Shapes: any, kept. α is `negativeSlope`, at least 0.
 * Source: Maas, Hannun, Ng, "Rectifier nonlinearities improve neural network acoustic models" (2013); the default α is that of Keras.
 */
export const leakyRelu = defineLayer({
  name: 'leakyRelu',
  summary: 'y = x where x > 0, else α·x',
  options: () => z.strictObject({
    /** The slope α for negative inputs. */
    negativeSlope: withDefault(z.number().check(z.gte(0)), 0.3),
  }),
  shorthand: 'negativeSlope',
  create: ({ negativeSlope }) => activation(x => {
    const slope = x.greater(0).select(1, negativeSlope);
    return { y: x.mul(slope), backward: dy => dy.mul(slope) };
  }),
});
