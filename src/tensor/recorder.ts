import type { Graph, TensorType } from './graph.ts';
import type { Operation, OperationTable } from './operations.ts';
import type { Tensor, Tensors } from './tensor.ts';

/** Takes down operations as they are called on symbolic tensors. */
export interface Recorder {
  /** How many recorders this one is nested in: an operation is recorded by the deepest of its operands' recorders. */
  readonly depth: number;
  record<K extends Operation>(op: K, inputs: readonly Tensor[], attributes: OperationTable[K]): Tensor;
  /** The operation that gave a tensor of this recording. */
  operationOf(tensor: Tensor): RecordedOperation;
  /** A graph of its own, such as the body of a scan: feeds `0`, `1`, … of these types, and the outputs that `build` makes of them. */
  graphOf(inputs: readonly TensorType[], build: (inputs: readonly Tensor[]) => Tensors): Graph;
}

/** An operation as it was recorded. */
export interface RecordedOperation<K extends Operation = Operation> {
  readonly op: K;
  readonly inputs: readonly Tensor[];
  readonly attributes: OperationTable[K];
}
