import type { Dataset, Run } from 'chainrule';
import type { GridImage } from 'chainrule/charts';
import { ownUnits } from './ownUnits.ts';

/** What became of the samples of a data set: the class of each, and the one that it was taken for, that of the largest output. */
export interface Classified {
  readonly truth: readonly number[];
  readonly predicted: readonly number[];
}

/** Classifies the samples of a data set. */
export async function classify(run: Run, dataset: Dataset | undefined): Promise<Classified> {
  if (dataset === undefined) throw new Error('the run has no such part');
  const [outputs] = await run.predict(dataset, 500);
  const labels = ownUnits(run, dataset, 'targets');
  return { truth: classesOf(labels, labels.length / dataset.count), predicted: classesOf(outputs?.values ?? [], outputs?.shape.at(-1) ?? 1) };
}

/** The images that were taken for another class, the first `most` of them, each with what it is and what it was taken for. */
export function wrongImages(run: Run, dataset: Dataset, { truth, predicted }: Classified, most: number): readonly GridImage[] {
  const pixels = ownUnits(run, dataset, 'inputs');
  const size = pixels.length / dataset.count;
  const wrong = truth.flatMap((digit, sample) => (digit === predicted[sample] ? [] : [sample]));
  return wrong.slice(0, most).map(sample => ({ values: pixels.subarray(sample * size, (sample + 1) * size), caption: `${truth[sample]}, taken for ${predicted[sample]}` }));
}

function classesOf(values: ArrayLike<number>, width: number): readonly number[] {
  return Array.from({ length: values.length / width }, (_, row) => classIn(Array.from({ length: width }, (_, place) => values[row * width + place] ?? Number.NaN)));
}

/** The class that a row of numbers names: the place of the largest, or the number itself where it stands alone. */
export function classIn(row: readonly number[]): number {
  return row.length > 1 ? row.indexOf(Math.max(...row)) : row[0] ?? Number.NaN;
}
