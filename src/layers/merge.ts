import { ShapeError } from '../errors.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Layer } from './layer.ts';

/** A function of inputs of one shape, element by element: y, and from dy one gradient an input. */
export type Merge = (first: Tensor, others: readonly Tensor[]) => { readonly y: Tensor; backward(dy: Tensor): readonly Tensor[] };

/** Makes a Layer that merges its inputs into one of their shape. Throws a ShapeError where they differ, or where there are not as many as `count` says. */
export function mergeLayer(merge: Merge, count?: number): Layer {
  return {
    build: inputs => ({ outputs: [commonShape(inputs, count)] }),
    forward(_, inputs) {
      const [first, ...others] = inputs;
      if (first === undefined) return refuse([], count);
      const { y, backward } = merge(first, others);
      return { outputs: [y], backward: ([dy]) => ({ inputs: dy === undefined || y.dtype !== 'float' ? inputs.map(() => undefined) : backward(dy) }) };
    },
  };
}

function commonShape(shapes: readonly Shape[], count?: number): Shape {
  const [first] = shapes;
  const fits = first !== undefined && shapes.every(shape => sameShape(shape, first)) && shapes.length === (count ?? shapes.length);
  return fits ? first : refuse(shapes, count);
}

function refuse(shapes: readonly Shape[], count?: number): never {
  throw new ShapeError('the inputs cannot be merged', {
    got: shapes.map(formatShape).join(', ') || 'no inputs',
    expected: `${count ?? 'one or more'} inputs, all of one shape`,
    next: 'give it the outputs of a `fork` or `parallel`, brought to one shape with `dense` or `reshape` for example',
  });
}
