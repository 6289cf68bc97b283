import { DataError } from '../errors.ts';
import { RandomStream } from '../random/randomStream.ts';
import { membersOfClasses } from './classes.ts';
import type { Dataset } from './dataset.ts';
import { naturalOrder } from './order.ts';
import { select } from './select.ts';
import type { Split } from './split.ts';

/** The option that the errors are about. */
const where = 'crossValidate.folds';

/** How samples are divided into folds. */
export interface FoldOptions {
  readonly folds: number;
  /** Gives each fold its share of every class. */
  readonly stratified: boolean;
  /** Draws the order in which samples are dealt out; else each fold holds samples that stand side by side. */
  readonly shuffle: boolean;
}

/**
 * Divides the samples into folds whose sizes differ by one at most. Each is held out once, what is kept are all others; both keep the order of the whole.
 *
 * Throws a DataError for more folds than samples and, stratified, for a class of fewer samples than folds.
 */
export function foldsOf(dataset: Dataset, options: FoldOptions, seed: number): readonly Split[] {
  const { folds } = options;
  if (folds > dataset.count) throw new DataError('there are more folds than samples', { where, got: `${folds} folds`, expected: `at most ${dataset.count}, the number of samples` });
  const order = dealtOrder(dataset, options, new RandomStream(seed, 'folds'));
  const foldOf = new Int32Array(dataset.count);
  order.forEach((sample, place) => { foldOf[sample] = options.stratified ? place % folds : Math.floor((place * folds) / dataset.count); });
  const all = naturalOrder(dataset.count);
  return Array.from({ length: folds }, (_, fold) => ({
    kept: select(dataset, all.filter(sample => foldOf[sample] !== fold)),
    held: select(dataset, all.filter(sample => foldOf[sample] === fold)),
  }));
}

/** Stratified, the samples stand class by class, so that dealing them out one by one gives each fold its share of each. */
function dealtOrder(dataset: Dataset, { folds, stratified, shuffle }: FoldOptions, random: RandomStream): readonly number[] {
  const mixed = (samples: readonly number[]) => (shuffle ? random.shuffle([...samples]) : samples);
  if (!stratified) return mixed([...naturalOrder(dataset.count)]);
  const classes = membersOfClasses(dataset, 'a stratified cross-validation');
  const small = classes.find(({ samples }) => samples.length < folds);
  if (small !== undefined) {
    throw new DataError('a class has fewer samples than there are folds', {
      where, got: `${small.samples.length} of class ${small.label}, ${folds} folds`, expected: `at least ${folds} of each class`, next: 'take fewer folds, or stratified: false',
    });
  }
  return classes.flatMap(({ samples }) => mixed(samples));
}
