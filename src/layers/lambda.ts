import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { ShapeError } from '../errors.ts';
import { callFunction } from '../tensor/callFunction.ts';
import { differentiate } from '../tensor/derivatives/differentiate.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import type { BuildContext, Layer } from './layer.ts';

/** A function of tensors [batch, …] that gives one, or a list of them. */
export type LambdaFunction = (...inputs: Tensor[]) => Tensor | readonly Tensor[];

/** From the inputs and ∂L/∂outputs to ∂L/∂input, one an input; undefined where it has none. */
export type LambdaBackward = (inputs: readonly Tensor[], dOutputs: readonly Tensor[]) => Tensor | undefined | readonly (Tensor | undefined)[];

const inCode = 'a function of tensors is given in code, and no file can hold one: contribute the layer by a plugin (definePlugin) to name it in a config';
const functionSchema = <F>() => z.custom<F>(value => typeof value === 'function', inCode);

/**
 * A function of tensors as a layer: `lambda(x => x.mul(2).tanh())`.
 *
 *     y = f(x₁, x₂, …)    dxᵢ = Σⱼ (∂yⱼ/∂xᵢ)ᵀ·dyⱼ, by reverse differentiation of the operations that f records
 *
 * With `backward` the derivative is what that gives. With `surrogate: true` it is not the derivative but is declared to stand in for it, and automatic differentiation uses it too.
 * Shapes: any number of inputs [batch, …]; f gives one output [batch, …] or a list of them. While the model is built f is recorded with inputs that are floats.
 * Throws a ShapeError where f throws (which is its `cause`), gives no tensor or one without the batch axis, or uses an operation that has no derivative. A config or a model file cannot hold the function: a plugin can.
 */
export const lambda = defineLayer({
  name: 'lambda',
  summary: 'y = f(x), a function of tensors given in code',
  options: () => z.strictObject({
    /** The function of tensors, given in code. */
    f: functionSchema<LambdaFunction>(),
    /** The derivative, given in code; found by differentiation if left out. */
    backward: z.optional(functionSchema<LambdaBackward>()),
    /** Declares that `backward` is not the derivative, but stands in for it. */
    surrogate: withDefault(z.boolean(), false),
  }).check(z.refine(({ surrogate, backward }) => !surrogate || backward !== undefined, { path: ['surrogate'], message: 'a surrogate is a declared backward, and none is given' })),
  shorthand: 'f',
  create: ({ f, backward, surrogate }) => layerOf(f, backward, surrogate),
});

function layerOf(f: LambdaFunction, backward: LambdaBackward | undefined, surrogate: boolean): Layer {
  const apply = (inputs: readonly Tensor[]) => tensorsOf(callFunction('the function', () => f(...inputs)));
  return {
    surrogate,
    build: (inputs, context) => ({ outputs: outputShapes(apply, inputs, context) }),
    forward(_, inputs) {
      const outputs = apply(inputs);
      return {
        outputs,
        backward: dOutputs => ({ inputs: backward === undefined ? differentiate(outputs, inputs, dOutputs) : gradientsOf(callFunction('the backward', () => backward(inputs, dOutputs))) }),
      };
    },
  };
}

/** Two batches tell the batch axis from others. */
function outputShapes(apply: (inputs: readonly Tensor[]) => readonly Tensor[], inputs: readonly Shape[], context: BuildContext): readonly Shape[] {
  const shapesOf = (batch: number) => context.trace(apply, inputs.map(shape => [batch, ...shape]));
  const [two, three] = [shapesOf(2), shapesOf(3)];
  return two.map(([first, ...rest], index) => {
    const other = three[index] ?? [];
    if (first === 2 && sameShape(other, [3, ...rest])) return rest;
    throw new ShapeError('the function gives an output without the batch axis', {
      got: `${formatShape(two[index] ?? [])} for a batch of 2, ${formatShape(other)} for one of 3`, expected: '[batch, …], the rest the same for every batch',
      next: 'keep the first axis: sum over axes from 1 on',
    });
  });
}

function tensorsOf(given: ReturnType<LambdaFunction>): readonly Tensor[] {
  const tensors = listOf(given);
  requireTensors('the function', tensors, 'a tensor, or a list of tensors');
  return tensors;
}

function gradientsOf(given: ReturnType<LambdaBackward>): readonly (Tensor | undefined)[] {
  const gradients = listOf(given);
  requireTensors('the backward', gradients.filter(gradient => gradient !== undefined), 'one tensor an input, undefined where it has no gradient');
  return gradients;
}

function requireTensors(what: string, list: readonly unknown[], expected: string): void {
  const wrong = list.findIndex(each => !(each instanceof Tensor));
  if (wrong >= 0) throw new ShapeError(`${what} gives something that is no tensor`, { got: typeOf(list[wrong]), expected, next: 'write x => x.mul(2), with the methods of Tensor' });
}

function typeOf(value: unknown): string {
  return value instanceof Promise ? 'a promise' : typeof value;
}

function listOf<T>(given: T | readonly T[]): readonly T[] {
  return isList(given) ? given : [given];
}

function isList<T>(given: T | readonly T[]): given is readonly T[] {
  return Array.isArray(given);
}
