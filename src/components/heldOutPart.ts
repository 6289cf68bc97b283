import * as z from 'zod/mini';
import { partSize } from './partSize.ts';
import { withDefault } from './withDefault.ts';

const split = z.strictObject({
  /** Below 1 a fraction of the samples, from 1 on their number. */
  size: partSize,
  /** Which samples: drawn, drawn from each class alike, or the last. */
  rows: withDefault(z.enum(['shuffled', 'stratified', 'last']), 'shuffled'),
});

/** A part of the samples that is held out: its size, or `{ size, rows }`. */
export const heldOutPart = z.union([z.pipe(partSize, z.transform(value => ({ size: value, rows: 'shuffled' as const }))), split]);
