import * as z from 'zod/mini';
import type { ComponentSchemas } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { ParameterSpec } from './layer.ts';

/** The options of a normalisation's last part, γ and β. */
export const scaleAndShiftOptions = (components: ComponentSchemas) => ({
  /** Whether the result is multiplied by γ. */
  scale: withDefault(z.boolean(), true),
  /** Whether β is added to the result. */
  center: withDefault(z.boolean(), true),
  /** First values of γ. */
  gammaInitializer: z.prefault(components.initializer(), 'ones'),
  /** First values of β. */
  betaInitializer: z.prefault(components.initializer(), 'zeros'),
  /** A penalty on γ, or a transform of it. */
  gammaRegularizer: z.optional(components.regularizer()),
  /** A penalty on β, or a transform of it. */
  betaRegularizer: z.optional(components.regularizer()),
});
type ScaleAndShiftOptions = z.output<z.ZodMiniObject<ReturnType<typeof scaleAndShiftOptions>>>;

/** Values standardised, and the way back from them. */
export interface Standardisation {
  readonly y: Tensor;
  backward(dy: Tensor): Tensor;
}

/** γ and β, each undefined where it is left out. */
export interface ScaleAndShift {
  readonly gamma?: Tensor;
  readonly beta?: Tensor;
}

/** γ and β of a shape, those that the options ask for. */
export function scaleAndShiftParameters(options: ScaleAndShiftOptions, shape: Shape): Readonly<Record<string, ParameterSpec>> {
  const gamma = { shape, initializer: options.gammaInitializer, regularizer: options.gammaRegularizer };
  const beta = { shape, initializer: options.betaInitializer, regularizer: options.betaRegularizer };
  return { ...(options.scale && { gamma }), ...(options.center && { beta }) };
}

/**
 * The last part of a normalisation: standardised values x̂ scaled and shifted by parameters that lie along some of their axes.
 *
 *     y = γ ⊙ x̂ + β    dx̂ = γ ⊙ dy    dγ = Σ dy ⊙ x̂    dβ = Σ dy, over the other axes    dx by the way back that x̂ came with
 */
export function scaleAndShift({ y: x, backward }: Standardisation, axes: readonly number[], { gamma, beta }: ScaleAndShift) {
  const others = x.shape.map((_, axis) => axis).filter(axis => !axes.includes(axis));
  const scale = gamma && alongAxes(gamma, x.shape, axes);
  const scaled = scale === undefined ? x : x.mul(scale);
  return {
    y: beta === undefined ? scaled : scaled.add(alongAxes(beta, x.shape, axes)),
    backward: (dy: Tensor) => ({
      x: backward(scale === undefined ? dy : dy.mul(scale)),
      parameters: { ...(gamma && { gamma: dy.mul(x).sum(others) }), ...(beta && { beta: dy.sum(others) }) },
    }),
  };
}

/** Values of these axes alone, shaped to broadcast over all axes of `shape`. */
export function alongAxes(values: Tensor, shape: Shape, axes: readonly number[]): Tensor {
  return values.reshape(shape.map((extent, axis) => (axes.includes(axis) ? extent : 1)));
}
