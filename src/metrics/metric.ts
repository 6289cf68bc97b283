import type { RecordingContext } from '../tensor/recordingContext.ts';
import type { Tensor, Tensors } from '../tensor/tensor.ts';
import type { HostTensor, NestedNumbers } from '../training/hostTensor.ts';

/** A figure of merit. Its state is additive, so that batches and shards merge: sums are recorded in the graph and added on the host in float64. */
export interface Metric {
  /**
   * What adds up over batches, each sum of a shape of its own that no batch changes: a scalar, counts [classes], a confusion matrix [classes, classes].
   * `weights` [batch] are 1 for a sample that counts and 0 for padding, or sample weights.
   */
  record(prediction: Tensor, target: Tensor, weights: Tensor, context: MetricContext): Tensors;
  /** The figure, from the sums over all batches: the scalars as numbers, the others as tables. */
  result(sums: Sums, tables: Tables): Figure;
}

/** Sums without axes by name. */
export type Sums = Readonly<Record<string, number>>;
/** Sums with axes by name. */
export type Tables = Readonly<Record<string, HostTensor>>;

/** A number; a list of them, one a class for example; or a list of lists, as a confusion matrix is. */
export type Figure = NestedNumbers;

/** What a metric may know and ask for beside the numbers. */
export interface MetricContext extends RecordingContext {
  /** Whether the loss takes the predictions as logits (true) or as probabilities (false); undefined for a loss that tells them not apart, and without one. */
  readonly fromLogits: boolean | undefined;
}
