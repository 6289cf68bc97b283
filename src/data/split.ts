import { DataError } from '../errors.ts';
import { RandomStream } from '../random/randomStream.ts';
import { membersOfClasses } from './classes.ts';
import type { Dataset } from './dataset.ts';
import { naturalOrder } from './order.ts';
import { select } from './select.ts';

/** How a part of the samples is held out. */
export interface SplitOptions {
  /** Below 1 a fraction of the samples, rounded to whole samples; from 1 on their number. */
  readonly size: number;
  /** Which samples are held out: drawn at random by the seed, drawn so that each class keeps its share, or the last ones, as time series need it. */
  readonly rows: 'shuffled' | 'stratified' | 'last';
}

/** A data set in two: both keep the order of the whole. */
export interface Split {
  readonly kept: Dataset;
  readonly held: Dataset;
}

/**
 * Holds out a part of the samples, for validation. The same seed holds out the same samples.
 *
 * Throws a DataError where either part would be empty, and with `stratified` where the targets are no classes.
 */
export function split(dataset: Dataset, options: SplitOptions, seed: number): Split {
  const held = heldCount(dataset.count, options.size);
  const order = options.rows === 'stratified' ? classByClass(dataset, held, seed) : naturalOrder(dataset.count);
  if (options.rows === 'shuffled') new RandomStream(seed, 'split').shuffle(order);
  const boundary = dataset.count - held;
  return { kept: select(dataset, order.slice(0, boundary).sort()), held: select(dataset, order.slice(boundary).sort()) };
}

/** All samples in an order whose last `held` are to be held out: of each class its share, the samples that rounding leaves over from the classes that lack most. */
function classByClass(dataset: Dataset, held: number, seed: number): Int32Array {
  const random = new RandomStream(seed, 'split');
  const classes = membersOfClasses(dataset, 'a stratified split').map(({ samples }) => ({ samples: random.shuffle([...samples]), share: (samples.length * held) / dataset.count }));
  const whole = classes.reduce((sum, { share }) => sum + Math.floor(share), 0);
  const lacking = classes.toSorted((a, b) => (b.share % 1) - (a.share % 1)).slice(0, held - whole);
  const takes = classes.map(own => Math.floor(own.share) + Number(lacking.includes(own)));
  const kept = classes.flatMap(({ samples }, index) => samples.slice(takes[index]));
  return Int32Array.from([...kept, ...classes.flatMap(({ samples }, index) => samples.slice(0, takes[index]))]);
}

function heldCount(count: number, size: number): number {
  const held = size < 1 ? Math.round(size * count) : size;
  if (Number.isInteger(held) && held > 0 && held < count) return held;
  const empty = held >= count ? 'no samples for training' : 'no samples to hold out';
  throw new DataError(`a split leaves ${empty}`, {
    got: size < 1 ? `the fraction ${size} of ${count} samples` : `${size} of ${count} samples`,
    expected: `a fraction between 0 and 1 that gives at least one sample to each part, or a whole number from 1 to ${count - 1}`,
  });
}
