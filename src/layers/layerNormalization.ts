import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import type { ComponentSchemas } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import type { Layer } from './layer.ts';
import { oneToOne } from './oneToOne.ts';
import { axesSchema, sampleAxes } from './sampleAxes.ts';
import { scaleAndShift, scaleAndShiftOptions, scaleAndShiftParameters } from './scaleAndShift.ts';
import type { ScaleAndShift } from './scaleAndShift.ts';
import { standardise } from './standardise.ts';

const options = (components: ComponentSchemas) => z.strictObject({
  /** The axes over which a sample is standardised: counted from 1, since 0 is the batch, or from −1 at the end. */
  axis: axesSchema,
  /** Added to the variance, so that the divisor is not 0. */
  epsilon: withDefault(z.number().check(z.gte(0)), 0.001),
  /** Divides without subtracting the mean. */
  rmsScaling: withDefault(z.boolean(), false),
  ...scaleAndShiftOptions(components),
});
type LayerNormalizationOptions = z.output<ReturnType<typeof options>>;

/**
 * Every sample standardised over its own features, then scaled and shifted; the same in training and in prediction.
 *
 *     x̂ = (x − μ) / √(σ² + ε)    y = γ ⊙ x̂ + β
 *     dx̂ = dy ⊙ γ    dx = (dx̂ − (Σ dx̂ + x̂·Σ dx̂·x̂) / n) / √(σ² + ε)    dγ = Σ dy ⊙ x̂    dβ = Σ dy, both over all but `axis`
 *
 * μ and σ² are mean and variance over the n values along `axis`: one axis or several, counted as in Keras with the batch as 0 and negative ones from the end. ε is
 * `epsilon`, at least 0; with 0 features that are all alike give NaN. `scale: false` leaves γ out, `center: false` β. With `rmsScaling` x̂ = x / √(σ² + ε), as Keras'
 * option of that name has it: the mean stays on, though σ² is about it.
 * Shapes: x any with these axes, kept; γ and β have the extents of `axis`.
 * Throws a ShapeError for an axis that a sample does not have.
 * Source: Ba, Kiros, Hinton, "Layer normalization" (2016); the defaults are those of Keras.
 */
export const layerNormalization = defineLayer({
  name: 'layerNormalization',
  summary: 'y = γ·(x − μ) / √(σ² + ε) + β, with mean and variance of each sample',
  options,
  create: layerNormalizationOf,
});

function layerNormalizationOf({ axis, epsilon, rmsScaling, ...options }: LayerNormalizationOptions): Layer {
  return oneToOne<ScaleAndShift>({
    build(input) {
      const extents = sampleAxes(axis, input).map(each => input[each - 1] ?? 1);
      return { output: input, parameters: scaleAndShiftParameters(options, extents) };
    },
    forward(_, x, parameters) {
      const axes = sampleAxes(axis, x.shape.slice(1));
      const standardised = standardise(x, { axes, epsilon, centred: !rmsScaling });
      return scaleAndShift(standardised, axes, parameters);
    },
  });
}
