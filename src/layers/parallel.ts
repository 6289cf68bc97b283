import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import { ShapeError } from '../errors.ts';
import { formatShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { backwardEach } from './fork.ts';
import type { Layer } from './layer.ts';

/**
 * One layer for each input, outputs side by side: the branches of a model with several inputs.
 *
 *     yᵢ = fᵢ(xᵢ)    dxᵢ = fᵢ′ᵀ(dyᵢ)
 *
 * Shapes: as many inputs as layers; the outputs are those of the first layer, then of the second, and so on.
 * Throws a ShapeError where the numbers of inputs and layers differ.
 */
export const parallel = defineLayer({
  name: 'parallel',
  summary: 'one layer for each input, outputs side by side',
  options: components => z.strictObject({
    /** One layer for each input. */
    layers: z.readonly(z.array(components.layer()).check(z.minLength(1))),
  }),
  shorthand: 'layers',
  create: ({ layers }) => parallelOf(layers),
});

function parallelOf(layers: readonly Layer[]): Layer {
  return {
    build(inputs, context) {
      const children = pair(layers, inputs).map(([layer, input]) => context.child(layer, [input]));
      return { outputs: children.flatMap(child => child.spec.outputs), children };
    },
    forward(context, inputs) {
      const applied = pair(layers, inputs).map(([layer, input]) => context.apply(layer, [input]));
      return {
        outputs: applied.flatMap(child => child.outputs),
        backward: dOutputs => ({ inputs: backwardEach(applied, dOutputs).map(([gradient]) => gradient) }),
      };
    },
  };
}

function pair<T extends Shape | Tensor>(layers: readonly Layer[], inputs: readonly T[]): readonly (readonly [Layer, T])[] {
  if (inputs.length === layers.length) return layers.flatMap((layer, index) => inputs.slice(index, index + 1).map(input => [layer, input] as const));
  throw new ShapeError('parallel takes one input a layer', {
    got: `${inputs.length} (${inputs.map(input => formatShape('shape' in input ? input.shape : input)).join(', ')})`,
    expected: `${layers.length}`,
    next: 'to give the same input to several layers use `fork`',
  });
}
