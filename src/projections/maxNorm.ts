import * as z from 'zod/mini';
import { defineProjection } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { normAxes, norms } from './norms.ts';

/**
 * Shrinks what is longer than a limit c to that length; its direction stays.
 *
 *     n = √(Σ w² over the axes)        w ← w·c / max(n, c)
 *
 * c is `limit` > 0. `axis` is one axis or a list, 0 if left out: the weights into each unit of a dense kernel [in, units], a whole bias.
 * Shapes: any with these axes, kept. Throws a ShapeError for an axis that the parameter does not have.
 * Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting" (2014), which uses it beside dropout.
 */
export const maxNorm = defineProjection({
  name: 'maxNorm',
  summary: 'norms of at most the limit: w·c / max(‖w‖, c)',
  options: () => z.strictObject({
    /** The greatest norm c. */
    limit: withDefault(z.number().check(z.positive()), 2),
    /** The axis of the sums, or several: 0 is that of the inputs of a dense kernel. */
    axis: normAxes(),
  }),
  shorthand: 'limit',
  create: ({ limit, axis }) => ({ project: w => w.mul(w.constant(limit).div(norms(w, axis).maximum(limit))) }),
});
