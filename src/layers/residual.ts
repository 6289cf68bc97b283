import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import { ShapeError } from '../errors.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { BuiltLayer, Layer } from './layer.ts';
import { applyOne, oneToOne } from './oneToOne.ts';

/**
 * A layer f beside a shortcut: the layer learns what to add to its input. Where f changes the shape, a projection p brings the input to it.
 *
 *     y = x + f(x)        dx = dy + f′ᵀ(dy)
 *     y = p(x) + f(x)     dx = p′ᵀ(dy) + f′ᵀ(dy)
 *
 * Shapes: f keeps the shape of x, or gives that of p(x).
 * Throws a ShapeError where the two terms differ in shape.
 * Source: He, Zhang, Ren, Sun, "Deep residual learning for image recognition" (2016).
 */
export const residual = defineLayer({
  name: 'residual',
  summary: 'y = x + f(x), or p(x) + f(x) with a projection p',
  options: components => z.strictObject({
    /** The layer f that learns what to add. */
    layer: components.layer(),
    /** The layer p that gives the input the shape of f’s output; the input itself is added if left out. */
    projection: z.optional(components.layer()),
  }),
  shorthand: 'layer',
  create: ({ layer, projection }) => residualOf(layer, projection),
});

function residualOf(layer: Layer, projection: Layer | undefined): Layer {
  return oneToOne({
    build(input, context) {
      const inner = context.child(layer, [input]);
      const shortcut = projection && context.child(projection, [input]);
      const output = sameOutput(inner, shortcut?.spec.outputs ?? [input]);
      return { output, children: shortcut === undefined ? [inner] : [inner, shortcut] };
    },
    forward(context, x) {
      const inner = applyOne(context, layer, x);
      const shortcut = projection && applyOne(context, projection, x);
      return {
        y: (shortcut?.y ?? x).add(inner.y),
        backward: dy => ({ x: (shortcut?.backward(dy) ?? dy).add(inner.backward(dy)) }),
      };
    },
  });
}

function sameOutput(inner: BuiltLayer, shortcut: readonly Shape[]): Shape {
  const [output, ...more] = inner.spec.outputs;
  const [carried] = shortcut;
  if (output !== undefined && carried !== undefined && more.length === 0 && shortcut.length === 1 && sameShape(output, carried)) return output;
  throw new ShapeError('the two terms of a residual sum differ in shape', {
    got: `${inner.name} ${inner.spec.outputs.map(formatShape).join(', ')}, shortcut ${shortcut.map(formatShape).join(', ')}`,
    expected: 'one output each, of the same shape',
    next: 'give a `projection`, a dense layer for example, that gives the input the shape of the output',
  });
}
