import type { Recorder } from '../tensor/recorder.ts';
import type { TensorType } from '../tensor/graph.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** An operand: its type and its values. */
export interface CaseOperand extends TensorType {
  readonly values: readonly number[];
}

/** An operation, with attributes, applied to given numbers, and what comes out by direct computation. */
export interface OperationCase<Attributes> {
  readonly name: string;
  readonly operands: readonly CaseOperand[];
  readonly attributes: Attributes;
  readonly expected: readonly number[];
  /** Records the operation, where it is not simply that of the operands: `gradient` needs a function to differentiate. */
  readonly record?: (recorder: Recorder, operands: readonly Tensor[]) => Tensor;
  /** Operands in which a NaN need not reach the result: the others are each filled with NaN, and one must come out. */
  readonly hidesNaN?: readonly number[];
}

export function float(values: readonly number[], shape: readonly number[] = [values.length]): CaseOperand {
  return { values, shape, dtype: 'float' };
}

export function int(values: readonly number[], shape: readonly number[] = [values.length]): CaseOperand {
  return { values, shape, dtype: 'int32' };
}

export function bool(values: readonly number[], shape: readonly number[] = [values.length]): CaseOperand {
  return { values, shape, dtype: 'bool' };
}
