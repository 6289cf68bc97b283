import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import type { ComponentSchemas } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { ShapeError } from '../errors.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Layer, ParameterSpec } from './layer.ts';
import { applyOne, oneToOne } from './oneToOne.ts';

const options = (components: ComponentSchemas) => z.strictObject({
  /** Units of the layer: the extent of its output’s last axis. */
  units: z.int().check(z.positive()),
  /** The function f after the weighted sums, any layer; none if left out. */
  activation: z.optional(components.layer()),
  /** Whether the bias b is added. */
  useBias: withDefault(z.boolean(), true),
  /** First values of the kernel W. */
  kernelInitializer: z.prefault(components.initializer(), 'glorotUniform'),
  /** First values of the bias b. */
  biasInitializer: z.prefault(components.initializer(), 'zeros'),
  /** A penalty on the kernel, or a transform of it. */
  kernelRegularizer: z.optional(components.regularizer()),
  /** A penalty on the bias, or a transform of it. */
  biasRegularizer: z.optional(components.regularizer()),
  /** Keeps the kernel to a constraint, after each update. */
  kernelProjection: z.optional(components.projection()),
  /** Keeps the bias to a constraint, after each update. */
  biasProjection: z.optional(components.projection()),
});
type DenseOptions = z.output<ReturnType<typeof options>>;

/**
 * A fully connected layer: every unit takes a weighted sum of all inputs, then an activation f.
 *
 *     z = x·W + b        y = f(z)
 *     dz = dy ⊙ f′(z)    dx = dz·Wᵀ    dW = xᵀ·dz    db = Σ dz over the batch
 *
 * Shapes: x [batch, …, in], kernel W [in, units], bias b [units], y [batch, …, units].
 * Throws a ShapeError for an input without a feature axis.
 * Source: Rumelhart, Hinton, Williams, "Learning representations by back-propagating errors" (1986).
 */
export const dense = defineLayer({
  name: 'dense',
  summary: 'fully connected: y = f(x·W + b)',
  options,
  create: denseLayer,
});

function denseLayer({ units, activation, ...options }: DenseOptions): Layer {
  return oneToOne<DenseParameters>({
    build(input, context) {
      const z = [...input.slice(0, -1), units];
      const applied = activation && context.child(activation, [z]);
      return {
        output: applied?.spec.outputs[0] ?? z,
        parameters: parametersOf(options, [featuresOf(input), units]),
        children: applied === undefined ? [] : [applied],
      };
    },
    forward(context, x, { kernel, bias }) {
      const rows = asRows(x);
      const sums = rows.matMul(kernel);
      const z = (bias === undefined ? sums : sums.add(bias)).reshape([...x.shape.slice(0, -1), units]);
      const applied = activation && applyOne(context, activation, z);
      return {
        y: applied?.y ?? z,
        backward(dy) {
          const dz = asRows(applied?.backward(dy) ?? dy);
          const dx = dz.matMul(kernel.T).reshape(x.shape);
          return { x: dx, parameters: { kernel: rows.T.matMul(dz), ...(bias && { bias: dz.sum(0) }) } };
        },
      };
    },
  });
}

interface DenseParameters {
  readonly kernel: Tensor;
  readonly bias?: Tensor;
}

function parametersOf(options: Omit<DenseOptions, 'units' | 'activation'>, kernelShape: Shape): Readonly<Record<string, ParameterSpec>> {
  const kernel = { shape: kernelShape, initializer: options.kernelInitializer, regularizer: options.kernelRegularizer, projection: options.kernelProjection };
  const bias = { shape: kernelShape.slice(1), initializer: options.biasInitializer, regularizer: options.biasRegularizer, projection: options.biasProjection };
  return options.useBias ? { kernel, bias } : { kernel };
}

function featuresOf(shape: Shape): number {
  const features = shape.at(-1);
  if (features === undefined) throw new ShapeError('dense needs a feature axis', { got: 'one number a sample, shape []', expected: '[features]' });
  return features;
}

/** All axes but the last drawn into one. */
function asRows(x: Tensor): Tensor {
  const features = featuresOf(x.shape);
  return x.reshape([x.size / features, features]);
}
