import { ShapeError } from '../../errors.ts';
import type { Operation } from '../operations.ts';
import { requireShape } from '../requireShape.ts';
import type { Tensor } from '../tensor.ts';
import { none } from './derivative.ts';
import type { Differentiated, OperandGradient } from './derivative.ts';
import { derivatives } from './derivatives.ts';

/**
 * Reverse-mode differentiation of recorded operations: from ∂L/∂y of some values to ∂L/∂x of others that they were computed from.
 *
 *     ∂L/∂x = Σ over the paths from x to each y of the products of the derivatives along them
 *
 * The gradients are recorded operations too, on the same tensors, so that they run on every backend and can be differentiated again.
 * A gradient is undefined where no y depends on its x smoothly: through comparisons, signs, indices and `detach` nothing is followed.
 * Throws a ShapeError for a gradient that has not its value's shape, for tensors of different recordings, and for an operation that cannot be differentiated.
 * Source: Griewank, Walther, "Evaluating derivatives" (2008).
 */
export function differentiate(ys: readonly Tensor[], xs: readonly Tensor[], dys: readonly Tensor[]): readonly (Tensor | undefined)[] {
  requireOneRecording([...ys, ...xs]);
  const followed = between(xs, ys);
  const gradients = new Map<number, Tensor>();
  const add = ({ id }: Tensor, gradient: Tensor | undefined) => {
    if (gradient !== undefined) gradients.set(id, gradients.get(id)?.add(gradient) ?? gradient);
  };
  ys.forEach((y, index) => add(y, checked(y, dys[index])));
  for (const y of [...followed.values()].toReversed()) {
    const dy = gradients.get(y.id);
    const operation = y.recorder.operationOf(y);
    const ofOperands = dy === undefined ? [] : operandGradients({ ...operation, y, dy, differentiate });
    ofOperands.forEach((gradient, index) => {
      const operand = followed.get(operation.inputs[index]?.id ?? -1);
      if (operand !== undefined) add(operand, gradient());
    });
  }
  return xs.map(({ id }) => (followed.has(id) ? gradients.get(id) : undefined));
}

/** The values on the smooth paths from xs to ys by their place in the recording, operands before results. */
function between(xs: readonly Tensor[], ys: readonly Tensor[]): ReadonlyMap<number, Tensor> {
  const wanted = new Set(xs.map(({ id }) => id));
  const followed = new Map<number, Tensor>();
  for (const tensor of ancestors(ys)) {
    if (tensor.dtype !== 'float') continue;
    const { op, inputs } = tensor.recorder.operationOf(tensor);
    const through = derivatives[op] !== none && inputs.some(({ id }) => followed.has(id));
    if (through || wanted.has(tensor.id)) followed.set(tensor.id, tensor);
  }
  return followed;
}

/** All that values were computed from, themselves included, operands before results. */
function ancestors(ys: readonly Tensor[]): readonly Tensor[] {
  const found = new Map(ys.map(y => [y.id, y]));
  // The map grows while it is gone through.
  for (const tensor of found.values()) {
    for (const input of tensor.recorder.operationOf(tensor).inputs) found.set(input.id, input);
  }
  return [...found.values()].toSorted((a, b) => a.id - b.id);
}

function operandGradients<K extends Operation>(operation: Differentiated<K>): readonly OperandGradient[] {
  const derivative = derivatives[operation.op];
  return derivative === none ? [] : derivative(operation);
}

function checked(y: Tensor, dy: Tensor | undefined): Tensor {
  if (dy === undefined) throw new ShapeError('a value without its gradient', { expected: 'one gradient a value' });
  requireShape('the gradient of a value has another shape', dy.shape, y.shape);
  return dy;
}

function requireOneRecording(tensors: readonly Tensor[]): void {
  const [first] = tensors;
  if (tensors.every(({ recorder }) => recorder === first?.recorder)) return;
  throw new ShapeError('tensors of different recordings cannot be differentiated by each other', { next: 'differentiate inside the function that records them' });
}
