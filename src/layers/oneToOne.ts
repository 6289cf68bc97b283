import { ShapeError } from '../errors.ts';
import { zerosOf } from '../tensor/functions.ts';
import { formatShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { BuildContext, Layer, LayerSpec, StepContext } from './layer.ts';

/** A layer of one input and one output, written without the arrays. `P` names its parameters, `B` its buffers; an optional one may be left out by `build`. */
export interface OneToOne<P, B = Record<never, never>> {
  readonly surrogate?: boolean;
  /** The output's shape, with the rest of the spec; the input's own shape where it is left out. */
  build?(input: Shape, context: BuildContext): Omit<LayerSpec, 'outputs'> & { readonly output: Shape };
  forward(context: StepContext, x: Tensor, parameters: P, buffers: B): {
    readonly y: Tensor;
    backward(dy: Tensor): { readonly x: Tensor | undefined; readonly parameters?: P };
    readonly buffers?: B;
  };
}

type Named<T> = { readonly [name in keyof T]?: Tensor };

/** Makes a Layer of a function of one tensor. */
export function oneToOne<P extends Named<P> = Record<never, never>, B extends Named<B> = Record<never, never>>(definition: OneToOne<P, B>): Layer {
  return {
    surrogate: definition.surrogate ?? false,
    build(inputs, context) {
      const input = onlyInput(inputs);
      const { output, ...spec } = definition.build?.(input, context) ?? { output: input };
      return { outputs: [output], ...spec };
    },
    forward(context, [x], state) {
      const { y, backward, buffers } = definition.forward(context, only(x), state.parameters as P, state.buffers as B);
      return {
        outputs: [y],
        buffers: { ...buffers },
        backward([dy]) {
          const gradients = backward(only(dy));
          return { inputs: [gradients.x], parameters: { ...gradients.parameters } };
        },
      };
    },
  };
}

/** y = f(x) with its backward dy → dx. */
export type Activation = (x: Tensor) => { readonly y: Tensor; backward(dy: Tensor): Tensor };

/** Makes a Layer of y = f(x), element by element or along the last axis, from f and its backward dy → dx. */
export function activation(f: Activation, surrogate = false): Layer {
  return oneToOne({
    surrogate,
    forward: (_, x) => {
      const { y, backward } = f(x);
      return { y, backward: dy => ({ x: backward(dy) }) };
    },
  });
}

/** Applies a child of one input and one output. */
export function applyOne(context: StepContext, layer: Layer, x: Tensor): { readonly y: Tensor; backward(dy: Tensor): Tensor } {
  const applied = context.apply(layer, [x]);
  const backward = (dy: Tensor) => applied.backward([dy])[0] ?? zerosOf(dy, x.shape);
  return { y: only(applied.outputs[0]), backward };
}

/** The one input of a layer that takes one. */
function onlyInput(inputs: readonly Shape[]): Shape {
  const [input] = inputs;
  if (input === undefined || inputs.length !== 1) {
    throw new ShapeError('this layer takes one input', { got: inputs.map(formatShape).join(' and '), expected: 'one', next: 'join inputs with `concatenate` first' });
  }
  return input;
}

function only(tensor: Tensor | undefined): Tensor {
  if (tensor === undefined) throw new ShapeError('a tensor is missing', { expected: 'one tensor' });
  return tensor;
}
