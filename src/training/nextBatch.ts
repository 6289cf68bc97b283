import type { SampleStream, StreamedSamples } from '../data/dataset.ts';

interface Waiting {
  readonly size: number;
  readonly batch: Promise<StreamedSamples>;
}

/** Batches that an abort did not wait for: the next training on their stream takes them up, so that no sample is lost. */
const left = new WeakMap<SampleStream, Waiting>();

/** The next `size` samples of a stream, which may never come; undefined where the signal is aborted before them. Throws what the stream throws. */
export async function nextBatch(stream: SampleStream, size: number, signal: AbortSignal | undefined): Promise<StreamedSamples | undefined> {
  if (signal?.aborted === true) return undefined;
  const waiting = left.get(stream) ?? { size, batch: stream.take(size) };
  left.delete(stream);
  const batch = await unlessAborted(waiting.batch, signal);
  if (batch === undefined) left.set(stream, waiting);
  // Batches of another size begin an epoch anew: what was drawn for the old one has no place in it.
  else if (waiting.size !== size) return nextBatch(stream, size, signal);
  return batch;
}

/** What a promise gives; undefined where the signal is aborted first, after which nobody is told should the promise fail. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => { resolve(undefined); };
    signal.addEventListener('abort', abort);
    void promise.then(resolve, reject).finally(() => { signal.removeEventListener('abort', abort); });
  });
}
