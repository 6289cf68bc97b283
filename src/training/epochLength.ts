import type { DataParts } from '../data/dataset.ts';

/** How long an epoch is: infinite where only the end of a stream ends it. */
export interface EpochLength {
  readonly samples: number;
  readonly steps: number;
}

/** The samples of an epoch and the steps on them. */
export function epochLength({ train, stream }: Pick<DataParts, 'train' | 'stream'>, batchSize: number): EpochLength {
  const samples = stream === undefined ? train.count : stream.samplesPerEpoch ?? Number.POSITIVE_INFINITY;
  return { samples, steps: Math.ceil(samples / batchSize) };
}
