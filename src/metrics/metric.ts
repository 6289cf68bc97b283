import type { Tensor, Tensors } from '../tensor/tensor.ts';

/** A figure of merit. Its state is additive, so that batches and shards merge: sums are recorded in the graph and added on the host in float64. */
export interface Metric {
  /** Scalars that add up over batches; `weights` [batch] are 1 for a sample that counts and 0 for padding, or sample weights. */
  record(prediction: Tensor, target: Tensor, weights: Tensor, context: MetricContext): Tensors;
  /** The figure, from the sums over all batches. */
  result(sums: Readonly<Record<string, number>>): number;
}

/** What a metric may know beside the numbers. */
export interface MetricContext {
  /** Whether the loss takes the predictions as logits (true) or as probabilities (false); undefined for a loss that tells them not apart, and without one. */
  readonly fromLogits: boolean | undefined;
}
