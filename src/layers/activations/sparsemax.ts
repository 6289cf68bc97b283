import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { axisActivation } from '../axisActivation.ts';
import { axisSchema } from '../sampleAxes.ts';

/**
 * Scores to probabilities, of which many are exactly 0: the point of the simplex that is nearest to x.
 *
 *     y = max(x − τ, 0)    S = {i : Σⱼ max(xⱼ − xᵢ, 0) < 1}    τ = (Σ_S xᵢ − 1) / |S|
 *     dxᵢ = dyᵢ − (Σ_S dyⱼ) / |S| for i in S, else 0
 *
 * Every score is compared with every other along the axis, so that time and memory grow with the square of its extent.
 * A score that is just at the edge of S is a kink: it counts as outside, with dx = 0.
 * Shapes: x [batch, …, classes], kept. `axis` counts from 1, since 0 is the batch, or from −1 at the end.
 * Throws a ShapeError for an input without that axis.
 * Source: Martins, Astudillo, "From softmax to sparsemax: a sparse model of attention and multi-label classification" (2016).
 */
export const sparsemax = defineLayer({
  name: 'sparsemax',
  summary: 'the nearest probabilities to x along an axis, many of them 0',
  options: () => z.strictObject({
    /** The axis of the classes, counted from 1, since 0 is the batch, or from −1 at the end. */
    axis: withDefault(axisSchema, -1),
  }),
  create: ({ axis }) => axisActivation(axis, (x, [at = 0]) => {
    const outside = missesSupport(x, at);
    const count = outside.select(0, 1).sum(at, true);
    const threshold = outside.select(0, x).sum(at, true).sub(1).div(count);
    return {
      y: outside.select(0, x.sub(threshold)),
      backward: dy => outside.select(0, dy.sub(outside.select(0, dy).sum(at, true).div(count))),
    };
  }),
});

/** Where Σⱼ max(xⱼ − xᵢ, 0) ≥ 1, which a NaN is not: it stays in, and so in y. */
function missesSupport(x: Tensor, axis: number): Tensor {
  const excess = x.expandDims(axis + 1).sub(x.expandDims(axis)).relu();
  return excess.sum(axis).greaterEqual(1);
}
