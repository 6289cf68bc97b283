import * as z from 'zod/mini';
import { defineLoss } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { elementLoss } from './elementLoss.ts';
import { reductionOption } from './reduction.ts';

/**
 * The squared distance of predictions from targets.
 *
 *     e = (a − t)²              de/da = 2·(a − t)
 *     with `half`: e = ½·(a − t)²    de/da = a − t
 *
 * `reduction`: `mean` over all elements (as tf.js and Keras), `batchMean` sums over the elements of a sample and takes the mean over the batch, `sum` sums over
 * all. So 1/(2N)·Σ is `half` with `batchMean`, ½·Σ is `half` with `sum`, and Σ (a − t)² is `sum`.
 * Shapes: prediction a and target t alike; they may differ by a last axis of extent 1.
 * Throws a ShapeError where the target has another shape.
 * Source: Gauss, "Theoria motus corporum coelestium" (1809).
 */
export const meanSquaredError = defineLoss({
  name: 'meanSquaredError',
  summary: 'the mean of (a − t)² over all elements; ½ and sums as options',
  options: () => z.strictObject({
    /** Takes half of each square. */
    half: withDefault(z.boolean(), false),
    reduction: reductionOption,
  }),
  create: ({ half, reduction }) => elementLoss(reduction, (a, t) => {
    const difference = a.sub(t);
    return { elements: difference.square().mul(half ? 0.5 : 1), derivative: () => difference.mul(half ? 1 : 2) };
  }),
});
