import { RandomStream } from '../random/randomStream.ts';
import { membersOfClasses } from './classes.ts';
import type { ClassMembers } from './classes.ts';
import type { Dataset } from './dataset.ts';
import { select } from './select.ts';

/** How classes are given the same number of samples: by repeating those of small classes, or by leaving out those of large ones. */
export type Balance = 'oversample' | 'undersample';

/** What decides which samples are drawn. */
export interface BalancedDraw {
  readonly seed: number;
  /** The class index that the loss ignores. */
  readonly ignored?: number | undefined;
}

/**
 * A data set with equally many samples of each class, in the order of the whole. Oversampling keeps every sample: a class is repeated as often as it fits, what is left over
 * is drawn without repetition. Samples of an ignored class index belong to no class: each stays, once. The same seed draws the same samples.
 *
 * Throws a DataError where the targets are no classes.
 */
export function balanceClasses(dataset: Dataset, balance: Balance, { seed, ignored }: BalancedDraw): Dataset {
  const random = new RandomStream(seed, 'balance');
  const classes = membersOfClasses(dataset, 'balancing', ignored);
  const sizes = classes.map(({ samples }) => samples.length);
  const size = balance === 'oversample' ? Math.max(...sizes) : Math.min(...sizes);
  return select(dataset, Int32Array.from([...classes.flatMap(own => drawn(own, size, random)), ...withoutClass(dataset, classes)]).sort());
}

function withoutClass({ count }: Dataset, classes: readonly ClassMembers[]): readonly number[] {
  const members = new Set(classes.flatMap(({ samples }) => samples));
  return Array.from({ length: count }, (_, sample) => sample).filter(sample => !members.has(sample));
}

function drawn({ samples }: ClassMembers, size: number, random: RandomStream): readonly number[] {
  const whole = Array.from({ length: Math.floor(size / samples.length) }, () => samples);
  return [...whole.flat(), ...random.shuffle([...samples]).slice(0, size % samples.length)];
}
