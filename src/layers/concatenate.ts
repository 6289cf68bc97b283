import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import { ShapeError } from '../errors.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { orZeros, passGradient } from './composition.ts';
import { forkOf } from './fork.ts';
import type { Layer } from './layer.ts';

/**
 * Joins values along the last axis: its inputs, or with `branches` the outputs of several layers of the same inputs.
 *
 *     y = [x₁ | x₂ | …]    dxᵢ = the columns of dy that came from xᵢ
 *     y = [f₁(x) | f₂(x) | …]    dx = Σᵢ fᵢ′ᵀ(the columns of dy that came from fᵢ)
 *
 * Shapes: [batch, …, nᵢ] each, the same but for the last axis; y [batch, …, Σ nᵢ].
 * Throws a ShapeError where another axis differs, or a value has no axis but the batch.
 */
export const concatenate = defineLayer({
  name: 'concatenate',
  summary: 'joins its inputs, or the outputs of branches, along the last axis',
  options: components => z.strictObject({
    /** Layers of the same inputs, whose outputs are joined; the inputs are joined if left out. */
    branches: z.optional(z.readonly(z.array(components.layer()).check(z.minLength(1)))),
  }),
  shorthand: 'branches',
  create: ({ branches }) => (branches === undefined ? join : joinAfter(forkOf(branches))),
});

const join: Layer = {
  build: inputs => ({ outputs: [joinedShape(inputs)] }),
  forward(_, inputs) {
    const [first, ...others] = inputs;
    if (first === undefined) return refuse([]);
    return {
      outputs: [first.concat(others, -1)],
      backward: ([dy]) => ({ inputs: dy === undefined ? [] : split(dy, inputs).map((part, index) => passGradient(inputs[index] ?? part, part)) }),
    };
  },
};

function joinAfter(fork: Layer): Layer {
  return {
    build(inputs, context) {
      const spec = fork.build(inputs, context);
      return { ...spec, outputs: [joinedShape(spec.outputs)] };
    },
    forward(context, inputs, state) {
      const forked = fork.forward(context, inputs, state);
      const joined = join.forward(context, forked.outputs, state);
      return {
        outputs: joined.outputs,
        backward(dOutputs) {
          const parts = joined.backward(dOutputs).inputs;
          return forked.backward(forked.outputs.map((output, index) => orZeros(parts[index], output)));
        },
      };
    },
  };
}

function joinedShape(shapes: readonly Shape[]): Shape {
  const [first] = shapes;
  const rows = first?.slice(0, -1) ?? [];
  const fits = shapes.every(shape => shape.length > 0 && sameShape(shape.slice(0, -1), rows));
  if (first === undefined || !fits) return refuse(shapes);
  return [...rows, shapes.reduce((sum, shape) => sum + (shape.at(-1) ?? 0), 0)];
}

function refuse(shapes: readonly Shape[]): never {
  throw new ShapeError('concatenate of shapes that do not meet', {
    got: shapes.map(formatShape).join(', ') || 'no inputs',
    expected: 'shapes with at least one axis a sample that agree on all but the last',
    next: 'bring them to one shape first, with `flatten` for example',
  });
}

/** The columns of dy that came from each input. */
function split(dy: Tensor, inputs: readonly Tensor[]): readonly Tensor[] {
  const rows = dy.shape.slice(0, -1);
  let start = 0;
  return inputs.map(input => {
    const columns = input.shape.at(-1) ?? 0;
    start += columns;
    return dy.slice([...rows.map(() => 0), start - columns], [...rows, columns]);
  });
}
