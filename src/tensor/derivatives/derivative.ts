import { ShapeError } from '../../errors.ts';
import type { Operation } from '../operations.ts';
import type { RecordedOperation } from '../recorder.ts';
import type { Tensor } from '../tensor.ts';

/** An operation, the value y that it gave, and ∂L/∂y. */
export interface Differentiated<K extends Operation> extends RecordedOperation<K> {
  readonly y: Tensor;
  readonly dy: Tensor;
  /** Differentiates a function inside the operation: the body of a scan. */
  readonly differentiate: Differentiate;
}

/** From the gradients of values to those of what they were computed from. */
export type Differentiate = (ys: readonly Tensor[], xs: readonly Tensor[], dys: readonly Tensor[]) => readonly (Tensor | undefined)[];

/** Records ∂L/∂operand when it is called, so that nobody pays for one that nobody asks for; undefined where the value does not depend on the operand smoothly. */
export type OperandGradient = () => Tensor | undefined;

/** The vector-Jacobian product of an operation: from ∂L/∂y to the gradient of each operand, in their order. */
export type Derivative<K extends Operation> = (operation: Differentiated<K>) => readonly OperandGradient[];

/** Of operations whose derivative is 0 or does not exist: nothing is followed through them. */
export const none = 'none';

/** Throws a ShapeError for an operation whose derivative is not to be had. */
export function refuse(op: Operation, next: string): never {
  throw new ShapeError(`the operation ${op} cannot be differentiated`, { next });
}

/** An operand by its position. */
export function operand(inputs: readonly Tensor[], index: number): Tensor {
  const tensor = inputs[index];
  if (tensor === undefined) throw new Error(`operand ${index} of ${inputs.length} is missing`);
  return tensor;
}
