import type { Tensor, Tensors } from '../tensor/tensor.ts';

/** A figure of merit. Its state is additive, so that batches and shards merge: sums are recorded in the graph and added on the host in float64. */
export interface Metric {
  /** Scalars that add up over batches; `weights` [batch] are 1 for a sample that counts and 0 for padding, or sample weights. */
  record(prediction: Tensor, target: Tensor, weights: Tensor): Tensors;
  /** The figure, from the sums over all batches. */
  result(sums: Readonly<Record<string, number>>): number;
}
