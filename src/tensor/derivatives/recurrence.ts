import { zerosOf } from '../functions.ts';
import type { TensorType } from '../graph.ts';
import type { OperationTable } from '../operations.ts';
import { record } from '../tensor.ts';
import type { Tensor } from '../tensor.ts';
import { operand } from './derivative.ts';
import type { Derivative, Differentiate, Differentiated } from './derivative.ts';
import { inline } from './inline.ts';

/**
 * The derivative of a recurrence hₜ = f(hₜ₋₁, xₜ, c): backpropagation through time. The adjoint states are a scan the other way,
 *
 *     sₜ = dhₜ + (∂f/∂h at t + 1)ᵀ·sₜ₊₁        dh₀ = (∂f/∂h at 1)ᵀ·s₁    dxₜ = (∂f/∂x at t)ᵀ·sₜ    dc = Σₜ (∂f/∂c at t)ᵀ·sₜ
 *
 * and so are the gradients of the sequences and of the constants, given them.
 */
export const scanDerivative: Derivative<'scan'> = operation => {
  const { inputs, attributes: { sequences } } = operation;
  let made: Backwards | undefined;
  const backwards = () => (made ??= new Backwards(operation));
  return inputs.map((_, index) => () => {
    if (index === 0) return backwards().ofState();
    return index <= sequences ? backwards().ofSequence(index) : backwards().ofConstant(index);
  });
};

/** The ends of time, in the order in which the recurrence runs. */
type End = 'first' | 'last';

class Backwards {
  private readonly attributes: OperationTable['scan'];
  private readonly differentiate: Differentiate;
  private readonly state: Tensor;
  private readonly sequences: readonly Tensor[];
  private readonly constants: readonly Tensor[];
  private readonly time: number;
  /** sₜ of every time. */
  private readonly adjoints: Tensor;
  /** The state before every time. */
  private readonly previous: Tensor;

  constructor({ inputs, attributes, y, dy, differentiate }: Differentiated<'scan'>) {
    this.differentiate = differentiate;
    this.attributes = attributes;
    this.state = operand(inputs, 0);
    this.sequences = inputs.slice(1, attributes.sequences + 1);
    this.constants = inputs.slice(attributes.sequences + 1);
    this.time = y.shape[0] ?? 0;
    this.previous = this.shifted(y, this.state);
    this.adjoints = this.time === 1 ? dy : this.adjointStates(y, dy);
  }

  ofState(): Tensor {
    const first = [this.adjoints, this.previous, ...this.sequences].map(values => this.at('first', values));
    return this.gradientOf(0, [...first, ...this.constants]);
  }

  /** A scan whose state is of no account: it gives each time's own gradient. */
  ofSequence(index: number): Tensor {
    const state = zerosLike(this.at('first', operand(this.sequences, index - 1)));
    return this.overTime(state, (_, inputs) => this.gradientOf(index, inputs));
  }

  ofConstant(index: number): Tensor {
    const state = zerosLike(operand(this.constants, index - 1 - this.sequences.length));
    return row(this.overTime(state, (sum, inputs) => sum.add(this.gradientOf(index, inputs))), this.time - 1);
  }

  private adjointStates(y: Tensor, dy: Tensor): Tensor {
    const sequences = [this.without('last', dy), this.without('last', y), ...this.sequences.map(sequence => this.without('first', sequence))];
    const last = this.at('last', dy);
    const states = scan(last, sequences, this.constants, !this.attributes.reverse, (adjoint, inputs) => (
      operand(inputs, 0).add(this.gradientOf(0, [adjoint, ...inputs.slice(1)]))));
    return this.attributes.reverse ? last.expandDims(0).concat([states], 0) : states.concat([last.expandDims(0)], 0);
  }

  private overTime(state: Tensor, next: Body): Tensor {
    return scan(state, [this.adjoints, this.previous, ...this.sequences], this.constants, false, next);
  }

  /** (∂f/∂input)ᵀ·s of s, the state before, the slices and the constants. */
  private gradientOf(index: number, [adjoint, ...inputs]: readonly Tensor[]): Tensor {
    const input = operand(inputs, index);
    const { y } = inline(input.recorder, this.attributes.body, inputs);
    const [gradient] = y === undefined || adjoint === undefined ? [] : this.differentiate([y], [input], [adjoint]);
    return gradient ?? zerosLike(input);
  }

  /** Values one time later, with another before them. */
  private shifted(values: Tensor, before: Tensor): Tensor {
    const own = before.expandDims(0);
    if (this.time === 1) return own;
    const rest = this.without('last', values);
    return this.attributes.reverse ? rest.concat([own], 0) : own.concat([rest], 0);
  }

  private at(end: End, values: Tensor): Tensor {
    return row(values, this.isAtZero(end) ? 0 : this.time - 1);
  }

  private without(end: End, values: Tensor): Tensor {
    const [, ...rest] = values.shape;
    return values.slice([this.isAtZero(end) ? 1 : 0, ...rest.map(() => 0)], [this.time - 1, ...rest]);
  }

  private isAtZero(end: End): boolean {
    return (end === 'first') !== this.attributes.reverse;
  }
}

type Body = (state: Tensor, inputs: readonly Tensor[]) => Tensor;

function scan(state: Tensor, sequences: readonly Tensor[], constants: readonly Tensor[], reverse: boolean, next: Body): Tensor {
  const slices = sequences.map(({ shape, dtype }): TensorType => ({ shape: shape.slice(1), dtype }));
  const body = state.recorder.graphOf([state, ...slices, ...constants], inputs => ({ y: next(operand(inputs, 0), inputs.slice(1)) }));
  return record('scan', [state, ...sequences, ...constants], { body, sequences: sequences.length, reverse });
}

function row(values: Tensor, index: number): Tensor {
  const [, ...rest] = values.shape;
  return values.slice([index, ...rest.map(() => 0)], [1, ...rest]).reshape(rest);
}

function zerosLike(tensor: Tensor): Tensor {
  return zerosOf(tensor, tensor.shape);
}
