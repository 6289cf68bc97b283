import { defineInitializer, definePlugin, z } from 'chainrule';

/**
 * Numbers of one size, half of them negative.
 *
 *     w = ±scale, each sign with the probability ½
 *
 * Shapes: any.
 */
export const newPart = defineInitializer({
  name: 'newPart',
  summary: '±scale, each sign with the probability ½',
  options: () => z.strictObject({ scale: z.number().positive().default(0.1) }),
  shorthand: 'scale',
  create: ({ scale }) => ({
    values: (shape, random) => Float64Array.from({ length: shape.reduce((size, extent) => size * extent, 1) }, () => (random.uniform() < 0.5 ? -scale : scale)),
  }),
});

export default definePlugin({ name: 'new-part', contributes: { initializers: [newPart] } });
