import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import type { ComponentSchemas } from '../components/definition.ts';
import { fraction, within } from '../components/ranges.ts';
import { withDefault } from '../components/withDefault.ts';
import { ShapeError } from '../errors.ts';
import { perSample } from '../tensor/functions.ts';
import { formatShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Layer, StepContext } from './layer.ts';
import { oneToOne } from './oneToOne.ts';
import { axesSchema, sampleAxes } from './sampleAxes.ts';
import { alongAxes, scaleAndShift, scaleAndShiftOptions, scaleAndShiftParameters } from './scaleAndShift.ts';
import type { ScaleAndShift, Standardisation } from './scaleAndShift.ts';
import { standardise } from './standardise.ts';
import type { Statistics } from './standardise.ts';

const options = (components: ComponentSchemas) => z.strictObject({
  /** The axis of the features, or several: counted from 1, since 0 is the batch, or from −1 at the end. */
  axis: axesSchema,
  /** How much of a moving average stays in a step. */
  momentum: z.prefault(within(components.schedule(), fraction), 0.99),
  /** Added to the variance, so that the divisor is not 0. */
  epsilon: withDefault(z.number().check(z.gte(0)), 0.001),
  /** Which variance is averaged: σ², or σ²·n / (n − 1). */
  movingVariance: withDefault(z.enum(['biased', 'unbiased']), 'biased'),
  /** Whose mean and variance standardise while training: those of the batch, or the moving averages. */
  statistics: withDefault(z.enum(['batch', 'moving']), 'batch'),
  ...scaleAndShiftOptions(components),
});
type BatchNormalizationOptions = z.output<ReturnType<typeof options>>;

/**
 * Every feature standardised over the batch, then scaled and shifted. While training mean and variance are those of the batch, and moving averages of them are kept; a
 * prediction uses the averages.
 *
 *     x̂ = (x − μ) / √(σ² + ε)    y = γ ⊙ x̂ + β
 *     dx̂ = dy ⊙ γ    dx = (dx̂ − (Σ dx̂ + x̂·Σ dx̂·x̂) / n) / √(σ² + ε)    dγ = Σ dy ⊙ x̂    dβ = Σ dy, sums over all but `axis`
 *     moving mean ← m·moving mean + (1 − m)·μ    moving variance ← m·moving variance + (1 − m)·σ²
 *     with moving statistics: x̂ = (x − moving mean) / √(moving variance + ε)    dx = dx̂ / √(moving variance + ε)
 *
 * μ and σ² are mean and variance over the n values of a feature in the batch and along all axes but `axis`: the axis of the features, or several, counted as in Keras
 * with the batch as 0 and negative ones from the end. Samples of weight 0 are standardised, but do not count in n, μ and σ². m is `momentum` in [0, 1), may be a
 * schedule; PyTorch's momentum is 1 − m. ε is `epsilon`, at least 0; with 0 a feature that does not vary gives NaN. `movingVariance: unbiased` keeps the average of
 * σ²·n / (n − 1), as PyTorch does.
 * `statistics: moving` uses the averages while training too, and leaves them as they are: for the fine-tuning of a model. `scale: false` leaves γ out, `center: false` β.
 * Shapes: x any with these axes, kept; γ, β and the moving averages have the extents of `axis`.
 * Throws a ShapeError for an axis that a sample does not have, and while training for a batch in which a feature has a single value.
 * Source: Ioffe, Szegedy, "Batch normalization: accelerating deep network training by reducing internal covariate shift" (2015); the defaults are those of Keras.
 */
export const batchNormalization = defineLayer({
  name: 'batchNormalization',
  summary: 'y = γ·(x − μ) / √(σ² + ε) + β, with mean and variance of the batch, or of all batches so far in a prediction',
  options,
  create: batchNormalizationOf,
});

interface MovingStatistics {
  readonly movingMean: Tensor;
  readonly movingVariance: Tensor;
}

function batchNormalizationOf(options: BatchNormalizationOptions): Layer {
  return oneToOne<ScaleAndShift, MovingStatistics>({
    build(input) {
      const shape = sampleAxes(options.axis, input).map(axis => input[axis - 1] ?? 1);
      const buffers = { movingMean: { shape, initial: 0 }, movingVariance: { shape, initial: 1 } };
      return { output: input, parameters: scaleAndShiftParameters(options, shape), buffers };
    },
    forward(context, x, parameters, moving) {
      const axes = sampleAxes(options.axis, x.shape.slice(1));
      const byBatch = context.training && options.statistics === 'batch';
      const standardised = byBatch ? byBatchStatistics(context, x, axes, moving, options) : byMovingStatistics(x, axes, moving, options);
      return { ...standardised, ...scaleAndShift(standardised, axes, parameters) };
    },
  });
}

interface BufferedStandardisation extends Standardisation {
  readonly buffers?: MovingStatistics;
}

function byBatchStatistics(context: StepContext, x: Tensor, features: readonly number[], moving: MovingStatistics, options: BatchNormalizationOptions): BufferedStandardisation {
  const axes = x.shape.map((_, axis) => axis).filter(axis => !features.includes(axis));
  if (axes.every(axis => x.shape[axis] === 1)) refuseSingle(x);
  const counted = perSample(context.sampleWeights.greater(0).cast('float'), x);
  const { y, backward, ...statistics } = standardise(x, { axes, epsilon: options.epsilon, counted });
  return { y, backward, buffers: moved(context, moving, statistics, options) };
}

function byMovingStatistics(x: Tensor, axes: readonly number[], { movingMean, movingVariance }: MovingStatistics, { epsilon }: BatchNormalizationOptions): Standardisation {
  const deviation = alongAxes(movingVariance.add(epsilon).sqrt(), x.shape, axes);
  return { y: x.sub(alongAxes(movingMean, x.shape, axes)).div(deviation), backward: dy => dy.div(deviation) };
}

function moved(context: StepContext, { movingMean, movingVariance }: MovingStatistics, { mean, variance, count }: Statistics, options: BatchNormalizationOptions): MovingStatistics {
  const share = context.scalar('share', { at: step => 1 - options.momentum.at(step) });
  const towards = (kept: Tensor, own: Tensor) => kept.add(own.reshape(kept.shape).sub(kept).mul(share));
  const own = options.movingVariance === 'biased' ? variance : variance.mul(count.div(count.sub(1).maximum(1)));
  return { movingMean: towards(movingMean, mean), movingVariance: towards(movingVariance, own) };
}

function refuseSingle(x: Tensor): never {
  throw new ShapeError('batch normalisation of a single value for each feature: its variance is 0, whatever the value', {
    got: `a batch of shape ${formatShape(x.shape)}`, expected: 'at least two samples in a batch, the last of an epoch included',
    next: 'take larger batches, or a size that does not leave one sample over; or set statistics: moving, or take layerNormalization',
  });
}
