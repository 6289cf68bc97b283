import { defineRegularizer, z } from 'chainrule';

/**
 * Adds noise while training; outside training it does nothing.
 *
 *     y = x + σ·n, n ~ N(0, 1)    dx = dy
 *
 * σ is `deviation`, a number or a schedule. Shapes: any, kept.
 * Source: Bishop, "Training with noise is equivalent to Tikhonov regularization" (1995).
 */
export const gaussianNoise = defineRegularizer({
  name: 'gaussianNoise',
  summary: 'y = x + σ·n while training',
  options: components => z.strictObject({ deviation: components.schedule().prefault(0.1) }),
  shorthand: 'deviation',
  create: ({ deviation }) => ({
    transform(context, x) {
      const noise = context.noise('noise', x.shape, { distribution: 'normal', perSample: true });
      return { y: x.add(noise.mul(context.scalar('deviation', deviation))), backward: dy => dy };
    },
  }),
});
