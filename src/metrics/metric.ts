import type { RecordingContext } from '../tensor/recordingContext.ts';
import type { TargetTaker } from '../tensor/targets.ts';
import type { Tensor, Tensors } from '../tensor/tensor.ts';
import type { HostTensor, NestedNumbers } from '../training/hostTensor.ts';

/** A figure of merit. Its state is additive, so that batches and shards merge: sums are recorded in the graph and added on the host in float64. */
export interface Metric extends TargetTaker {
  /**
   * Which of two figures is the better one, for what follows a figure: early stopping, restarts, a schedule. Left out where neither is, as for a count of all samples, or
   * where figures are tables; who follows such a figure must say `mode: min` or `mode: max`.
   */
  readonly better?: Better;
  /**
   * What adds up over batches, each sum of a shape of its own that no batch changes: a scalar, counts [classes], a confusion matrix [classes, classes].
   * `weights` [batch] are 1 for a sample that counts and 0 for padding, or sample weights. Where the loss ignores a class index, each row of classes is a sample of its own,
   * and the weight of one that is ignored is 0.
   */
  record(prediction: Tensor, target: Tensor, weights: Tensor, context: MetricContext): Tensors;
  /** The figure, from the sums over all batches: the scalars as numbers, the others as tables. */
  result(sums: Sums, tables: Tables): Figure;
}

export type Better = 'higher' | 'lower';

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
  /** Whether the loss takes the classes of a row to exclude each other, whichever form the targets have. */
  readonly exclusive: boolean;
}
