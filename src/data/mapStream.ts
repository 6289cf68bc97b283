import type { Dataset, SampleStream } from './dataset.ts';

/** A stream whose batches go through a function: to be checked, or standardised. */
export function mapStream(stream: SampleStream, each: (dataset: Dataset) => Dataset): SampleStream {
  return {
    samplesPerEpoch: stream.samplesPerEpoch,
    async take(count) {
      const batch = await stream.take(count);
      return batch.dataset.count === 0 ? batch : { ...batch, dataset: each(batch.dataset) };
    },
  };
}
