import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { orZeros, sumGradients } from './composition.ts';
import type { AppliedLayer, Layer } from './layer.ts';

/**
 * The same inputs to several layers, whose outputs stand side by side: the heads of a model with several outputs.
 *
 *     yᵢ = fᵢ(x)    dx = Σᵢ fᵢ′ᵀ(dyᵢ)
 *
 * Shapes: every layer takes all inputs; the outputs are those of the first layer, then of the second, and so on.
 */
export const fork = defineLayer({
  name: 'fork',
  summary: 'the same inputs to several layers, outputs side by side',
  options: components => z.strictObject({
    /** The layers that take the same inputs. */
    layers: z.readonly(z.array(components.layer()).check(z.minLength(1))),
  }),
  shorthand: 'layers',
  create: ({ layers }) => forkOf(layers),
});

/** A fork as a Layer: for layers that are a fork and something after it. */
export function forkOf(layers: readonly Layer[]): Layer {
  return {
    build(inputs, context) {
      const children = layers.map(layer => context.child(layer, inputs));
      return { outputs: children.flatMap(child => child.spec.outputs), children };
    },
    forward(context, inputs) {
      const applied = layers.map(layer => context.apply(layer, inputs));
      return {
        outputs: applied.flatMap(child => child.outputs),
        backward(dOutputs) {
          const gradients = backwardEach(applied, dOutputs);
          return { inputs: inputs.map((_, index) => sumGradients(gradients.map(own => own[index]))) };
        },
      };
    },
  };
}

/** Runs the backward of layers that stand side by side, each with its share of the outputs' gradients. */
export function backwardEach(applied: readonly AppliedLayer[], dOutputs: readonly Tensor[]): readonly (readonly (Tensor | undefined)[])[] {
  let start = 0;
  return applied.map(child => {
    const first = start;
    start += child.outputs.length;
    return child.backward(child.outputs.map((output, index) => orZeros(dOutputs[first + index], output)));
  });
}
