import * as z from 'zod/mini';
import { defineProjection } from '../components/definition.ts';
import { normAxes, norms } from './norms.ts';

/**
 * Gives everything the length 1; its direction stays. What is 0 throughout has no direction, and stays 0.
 *
 *     n = √(Σ w² over the axes)        w ← w / n
 *
 * `axis` is one axis or a list, 0 if left out: the weights into each unit of a dense kernel [in, units], a whole bias.
 * Shapes: any with these axes, kept. Throws a ShapeError for an axis that the parameter does not have.
 */
export const unitNorm = defineProjection({
  name: 'unitNorm',
  summary: 'norms of 1: w / ‖w‖',
  options: () => z.strictObject({
    /** The axis of the sums, or several: 0 is that of the inputs of a dense kernel. */
    axis: normAxes(),
  }),
  shorthand: 'axis',
  create: ({ axis }) => ({
    project(w) {
      const norm = norms(w, axis);
      return w.div(norm.equal(0).select(1, norm));
    },
  }),
});
