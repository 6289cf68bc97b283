import type { Operation, OperationTable } from './operations.ts';
import type { Tensor } from './tensor.ts';

/** Takes down operations as they are called on symbolic tensors. */
export interface Recorder {
  /** How many recorders this one is nested in: an operation is recorded by the deepest of its operands' recorders. */
  readonly depth: number;
  record<K extends Operation>(op: K, inputs: readonly Tensor[], attributes: OperationTable[K]): Tensor;
}
