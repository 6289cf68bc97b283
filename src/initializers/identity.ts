import * as z from 'zod/mini';
import { defineInitializer } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { requireMatrix } from './requireMatrix.ts';

/**
 * The identity matrix, scaled: at first a layer passes its input on.
 *
 *     wᵢⱼ = gain where i = j, else 0
 *
 * Shapes: [in, out], which need not be alike: what is over is 0.
 * Throws a ShapeError for a parameter that is no matrix.
 * Source: Le, Jaitly, Hinton, "A simple way to initialize recurrent networks of rectified linear units" (2015).
 */
export const identity = defineInitializer({
  name: 'identity',
  summary: 'the identity matrix times a gain',
  options: () => z.strictObject({
    /** What the diagonal holds. */
    gain: withDefault(z.number(), 1),
  }),
  shorthand: 'gain',
  create: ({ gain }) => ({
    values(shape) {
      const [rows, columns] = requireMatrix('identity', shape);
      const values = new Float64Array(rows * columns);
      for (let diagonal = 0; diagonal < Math.min(rows, columns); diagonal++) values[diagonal * columns + diagonal] = gain;
      return values;
    },
  }),
});
