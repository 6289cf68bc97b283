import { summedGradients } from '../loops.ts';
import { batchGradients } from '../matrixForm.ts';
import { moved, squaredSigmoid } from '../network.ts';
import type { NetworkWeights } from '../network.ts';
import type { Samples } from '../trainingSamples.ts';

/** The numbers of the notes' algorithm: E epochs, batches of m records, the rate η. */
export interface Settings {
  readonly epochs: number;
  readonly batchSize: number;
  readonly rate: number;
}

/** The sum ΔW of the gradients of a batch. */
export type Summing = (weights: NetworkWeights, batch: Samples) => NetworkWeights;

/** The algorithm, line by line: for each epoch, for each batch, sum up ΔW and divide it by the number of records. */
export function train(first: NetworkWeights, records: Samples, { epochs, batchSize, rate }: Settings, summing: Summing): NetworkWeights {
  let weights = first;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const batch of batchesOf(records, batchSize)) {
      weights = moved(weights, summing(weights, batch), -rate / batch.inputs.length);
    }
  }
  return weights;
}

/** ΔW ← 0, then for each record forward, δ from the output back, and ΔWᵢⱼ ← ΔWᵢⱼ + aᵢ·δⱼ. */
export function byRecords(weights: NetworkWeights, batch: Samples): NetworkWeights {
  return summedGradients(weights, batch, squaredSigmoid);
}

/** The same sum as matrix products: AᵀΔ of the batch. */
export function inMatrices(weights: NetworkWeights, { inputs, targets }: Samples): NetworkWeights {
  return batchGradients(weights, inputs, targets, squaredSigmoid);
}

function batchesOf({ inputs, targets }: Samples, size: number): readonly Samples[] {
  return Array.from({ length: Math.ceil(inputs.length / size) }, (_, batch) => {
    const [from, to] = [batch * size, (batch + 1) * size];
    return { inputs: inputs.slice(from, to), targets: targets.slice(from, to) };
  });
}
