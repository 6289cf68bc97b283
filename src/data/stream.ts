import * as z from 'zod/mini';
import { defineDataSource } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { arraysPart, datasetFromArrays } from './arrays.ts';
import { requireSameLayout } from './datasetOf.ts';
import { StreamReader } from './streamReader.ts';
import type { StreamFunction } from './streamReader.ts';

const part = z.strictObject(arraysPart);

/**
 * Training samples that are made or fetched while training goes on, so that they need not fit into memory: given in code, by a function that returns something to iterate, of
 * which a generator function is the simplest. It may be async.
 *
 *     stream({ samples: function* ({ random }) { for (;;) { const x = random.uniform(); yield { inputs: [x], targets: [x ** 2] }; } }, samplesPerEpoch: 1000 })
 *
 * The function is called with `{ pass, random }`: how often it was called before, and random numbers of the run's seed and the pass. A stream that ends, ends the epoch, and the
 * next epoch calls it again; one that does not, is cut by `samplesPerEpoch`, or by `steps` of the training, and the next epoch goes on in it.
 * `yields`: each item is one sample (`samples`), or has an axis of samples in front (`batches`); the batches of training are of the run's own batch size.
 * `shuffleBuffer`: so many samples wait to be drawn in random order; the common option `shuffle` does nothing here. What is held in memory are these, the last item, and the
 * batches since the last copy of the weights. `validation` and `test` samples cannot be held out of a stream: they are given as arrays in `heldOut` and `test`.
 * Shapes: those of the first sample; a single tensor is named `input` or `target`.
 * Throws a DataError that names the sample, where the stream throws, yields what is no sample or changes its layout; what was learned is kept.
 */
export const stream = defineDataSource({
  name: 'stream',
  summary: 'samples from a generator, made while training goes on',
  options: () => z.strictObject({
    /** The function that returns samples to iterate, given in code. */
    samples: z.custom<StreamFunction>(value => typeof value === 'function', 'expected a function, given in code, that returns samples to iterate'),
    /** Whether an item is one sample, or has an axis of samples in front. */
    yields: withDefault(z.enum(['samples', 'batches']), 'samples'),
    /** Ends an epoch after so many samples; where the stream ends if left out. */
    samplesPerEpoch: z.optional(z.int().check(z.positive())),
    /** Samples that wait to be drawn in random order. */
    shuffleBuffer: withDefault(z.int().check(z.nonnegative()), 0),
    /** The samples of the validation part. */
    heldOut: z.optional(part),
    /** The samples of the test part. */
    test: z.optional(part),
  }),
  shorthand: 'samples',
  create: ({ samples, yields, samplesPerEpoch, shuffleBuffer, heldOut, test }) => ({
    async load({ seed = 0 }) {
      const reader = new StreamReader(samples, { yields, samplesPerEpoch, shuffleBuffer, seed });
      const train = await reader.first();
      const parts = { ...(heldOut && { validation: datasetFromArrays(heldOut, 'data.heldOut.') }), ...(test && { test: datasetFromArrays(test, 'data.test.') }) };
      for (const [name, each] of Object.entries(parts)) requireSameLayout(train, each, name === 'test' ? 'data.test' : 'data.heldOut');
      return { train, stream: reader, ...parts };
    },
  }),
});
