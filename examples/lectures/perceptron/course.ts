import type { EpochReport, Run } from 'chainrule';
import { listed, linearUnitOf } from '../linearUnit.ts';
import type { LinearUnit } from '../linearUnit.ts';
import type { History } from '../history.ts';

/** A training, epoch by epoch. */
export interface Course {
  /** The unit before the first epoch, and after each. */
  readonly units: readonly LinearUnit[];
  /** How many points were misclassified when their turn came, in each epoch. */
  readonly errors: readonly number[];
}

/** Trains epoch by epoch, and looks at the line after each. The history is that of the run. */
export async function courseOf(run: Run, history: History, epochs: number): Promise<Course> {
  const units = [await linearUnitOf(run)];
  for (let epoch = 0; epoch < epochs; epoch++) {
    await run.train({ epochs: 1 });
    units.push(await linearUnitOf(run));
  }
  return { units, errors: errorsOf(history.epochs) };
}

/** The misclassified points of each epoch: those with label 1, and those with label 0. */
export function errorsOf(epochs: readonly EpochReport[]): readonly number[] {
  return epochs.map(({ training }) => Number(training['falseNegatives']) + Number(training['falsePositives']));
}

/** Whether two units are one, but for rounding in double precision. */
export function same(left: LinearUnit, right: LinearUnit): boolean {
  return listed(left).every((value, index) => Math.abs(value - (listed(right)[index] ?? Number.NaN)) < 1e-9);
}

/** The first epoch that ends with the weights of an earlier one, from where on all comes again; undefined where none does. */
export function repetition({ units }: Course): { readonly first: number; readonly again: number } | undefined {
  for (const [again, unit] of units.entries()) {
    const first = units.findIndex(earlier => same(earlier, unit));
    if (first < again) return { first, again };
  }
  return undefined;
}
