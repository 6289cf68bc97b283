import * as z from 'zod/mini';
import { defineDataSource } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { partsOf } from './datasetOf.ts';
import { readIdxImages, readIdxPair } from './idxColumns.ts';
import type { IdxPair } from './idxColumns.ts';

const pair = z.strictObject({ images: z.string(), labels: z.string() });

/**
 * Images and labels in IDX files, the format of MNIST and its relatives, plain or gzip. Fashion-MNIST's files, for example, are read as they are published:
 *
 *     train: { images: train-images-idx3-ubyte.gz, labels: train-labels-idx1-ubyte.gz }
 *     test: { images: t10k-images-idx3-ubyte.gz, labels: t10k-labels-idx1-ubyte.gz }
 *
 * Shapes: input [rows · columns], or [rows, columns, 1] without `flatten`, each stored value times `scale`; target [], the class index.
 * Throws a DataError for a missing, truncated or mislabelled file, and where there are not as many labels as images.
 */
export const idx = defineDataSource({
  name: 'idx',
  summary: 'images and labels in IDX files, plain or gzip',
  options: () => z.strictObject({
    /** The files of the training part. */
    train: pair,
    /** The files of the test part. */
    test: z.optional(pair),
    /** What each stored value is multiplied by. */
    scale: withDefault(z.number(), 1 / 255),
    /** Whether a sample is a row of pixels, or else an image. */
    flatten: withDefault(z.boolean(), true),
  }),
  create: ({ train, test, ...layout }) => ({
    async load(context) {
      const read = (files: IdxPair) => readIdxPair(files, layout, context);
      return partsOf(await read(train), test && await read(test));
    },
    loadInputs: (file, context) => readIdxImages(file, layout, context),
  }),
});
