import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { orZeros } from './composition.ts';
import type { AppliedLayer, BuiltLayer, Layer } from './layer.ts';

/**
 * Layers one after the other: all outputs of each are the inputs of the next.
 *
 *     y = fₙ(… f₂(f₁(x)))    dx = f₁′ᵀ(f₂′ᵀ(… fₙ′ᵀ(dy)))    (the chain rule: the backwards in reverse order)
 *
 * Shapes: the inputs are those of the first layer, the outputs those of the last; without layers the inputs pass unchanged.
 * Throws a ShapeError at the first layer that does not take what the one before it gives.
 */
export const sequential = defineLayer({
  name: 'sequential',
  summary: 'layers one after the other',
  options: components => z.strictObject({
    /** The layers, in their order. */
    layers: z.readonly(z.array(components.layer())),
  }),
  shorthand: 'layers',
  create: ({ layers }) => sequentialOf(layers),
});

function sequentialOf(layers: readonly Layer[]): Layer {
  return {
    build(inputs, context) {
      let outputs: readonly Shape[] = inputs;
      const children: BuiltLayer[] = [];
      for (const layer of layers) {
        const child = context.child(layer, outputs);
        children.push(child);
        outputs = child.spec.outputs;
      }
      return { outputs, children };
    },
    forward(context, inputs) {
      let outputs: readonly Tensor[] = inputs;
      const applied: AppliedLayer[] = [];
      for (const layer of layers) {
        const child = context.apply(layer, outputs);
        applied.push(child);
        outputs = child.outputs;
      }
      return { outputs, backward: dOutputs => ({ inputs: backwardThrough(applied, dOutputs) }) };
    },
  };
}

function backwardThrough(applied: readonly AppliedLayer[], dOutputs: readonly Tensor[]): readonly (Tensor | undefined)[] {
  let gradients: readonly (Tensor | undefined)[] = dOutputs;
  for (const child of applied.toReversed()) {
    gradients = child.backward(child.outputs.map((output, index) => orZeros(gradients[index], output)));
  }
  return gradients;
}
