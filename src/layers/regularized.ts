import type { Regularizer, RegularizerPenalty, RegularizerTransform } from '../regularizers/regularizer.ts';
import { perSample, sumSamples, zerosOf } from '../tensor/functions.ts';
import { requireGradientShape } from '../tensor/gradientError.ts';
import { requireShape } from '../tensor/requireShape.ts';
import type { RecordingContext } from '../tensor/recordingContext.ts';
import type { Tensor, Tensors } from '../tensor/tensor.ts';
import type { Layer, StepContext } from './layer.ts';

/**
 * A regularizer that stands in the layer list: its transform while training, the identity else, and its penalty on what passes.
 *
 *     y = f(x)    L gains P = Σᵢ sᵢ·R(xᵢ)    dx = f′ᵀ·dy + s ⊙ ∂R/∂x
 *
 * sᵢ is sample i's weight times the loss's normaliser. Shapes: any, kept.
 */
export function regularizerLayer(regularizer: Regularizer): Layer {
  return withOutputRegularizer({
    build: inputs => ({ outputs: inputs }),
    forward: (_, inputs) => ({ outputs: inputs, backward: dOutputs => ({ inputs: dOutputs }) }),
  }, regularizer, '');
}

/**
 * A layer whose outputs go through a regularizer. Parameters keep the path of the layer itself.
 *
 *     z = layer(x)    y = f(z)    L gains P = Σᵢ sᵢ·R(zᵢ)    dz = f′ᵀ·dy + s ⊙ ∂R/∂z
 *
 * Shapes: those of the layer. A surrogate layer is applied as a child, so that its declared rule does not cover the regularizer.
 */
export function withOutputRegularizer(layer: Layer, regularizer: Regularizer, prefix = 'outputRegularizer'): Layer {
  const inner = layer.surrogate === true ? asChild(layer) : layer;
  return {
    regularized: { layer: inner, regularizer },
    build: (inputs, context) => inner.build(inputs, context),
    forward(context, inputs, state) {
      const result = inner.forward(context, inputs, state);
      const names = result.outputs.map((_, index) => nameOf(prefix, index));
      const regularized = result.outputs.map((z, index) => regularize(context, regularizer, z, names[index] ?? prefix));
      return {
        ...result,
        outputs: regularized.map(({ y }) => y),
        backward: dOutputs => result.backward(regularized.map(({ backward }, index) => backward(dOutputs[index]))),
        penalties: { ...result.penalties, ...penaltiesOf(regularized.map(({ penalty }) => penalty), names) },
      };
    },
  };
}

/** Scalars, noise and penalties of the regularizer are kept apart from the layer's, and those of several outputs from one another. */
function nameOf(prefix: string, index: number): string {
  return index === 0 ? prefix : `${prefix}${index + 1}`;
}

interface Regularized {
  readonly y: Tensor;
  readonly penalty: Tensor | undefined;
  backward(dy: Tensor | undefined): Tensor;
}

function regularize(context: StepContext, regularizer: Regularizer, z: Tensor, name: string): Regularized {
  const own = name === '' ? context : under(context, name);
  const penalty = regularizer.penalty?.(own, z, sumSamples);
  const transform = context.training ? regularizer.transform?.(own, z) : undefined;
  checkShapes(z, penalty, transform);
  return {
    y: transform?.y ?? z,
    penalty: penalty?.value.mul(context.sampleWeights).sum(),
    backward: dy => addPenalty(context, transformed(transform, dy ?? zerosOf(z, z.shape)), penalty),
  };
}

function checkShapes(z: Tensor, penalty: RegularizerPenalty | undefined, transform: RegularizerTransform | undefined): void {
  if (penalty !== undefined) {
    requireShape('a penalty on an output is not one value a sample', penalty.value.shape, z.shape.slice(0, 1), 'sum it with the `sum` that `penalty` gets');
    requireGradientShape('the gradient of a penalty has another shape than the output', penalty.gradient.shape, z.shape);
  }
  if (transform !== undefined) requireShape("a regularizer's transform gives an output another shape", transform.y.shape, z.shape);
}

function transformed(transform: RegularizerTransform | undefined, dy: Tensor): Tensor {
  if (transform === undefined) return dy;
  const dz = transform.backward(dy);
  requireGradientShape("the backward of a regularizer's transform gives a gradient of another shape", dz.shape, dy.shape);
  return dz;
}

function addPenalty(context: StepContext, dz: Tensor, penalty: RegularizerPenalty | undefined): Tensor {
  return penalty === undefined ? dz : dz.add(penalty.gradient.mul(perSample(context.sampleWeights, penalty.gradient)));
}

function under(context: StepContext, prefix: string): RecordingContext {
  return {
    training: context.training,
    scalar: (name, value) => context.scalar(`${prefix}.${name}`, value),
    noise: (name, shape, noise) => context.noise(`${prefix}.${name}`, shape, noise),
  };
}

function penaltiesOf(penalties: readonly (Tensor | undefined)[], names: readonly string[]): Tensors {
  return Object.fromEntries(penalties.flatMap((penalty, index) => (penalty === undefined ? [] : [[names[index] || 'activity', penalty]])));
}

function asChild(layer: Layer): Layer {
  return {
    build(inputs, context) {
      const child = context.child(layer, inputs);
      return { outputs: child.spec.outputs, children: [child] };
    },
    forward(context, inputs) {
      const applied = context.apply(layer, inputs);
      return { outputs: applied.outputs, backward: dOutputs => ({ inputs: applied.backward(dOutputs) }) };
    },
  };
}
