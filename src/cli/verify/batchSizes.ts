import type { RunParts } from '../../training/runParts.ts';
import { ConfigError } from '../../errors.ts';
import { numberOf } from '../flags.ts';

/** At least one. */
export type BatchSizes = readonly [number, ...number[]];

/** The first samples of a config's data that the figures are of, and one alone, which hides an axis that is not summed and shows one that is squeezed. */
const few = [4, 1] as const;

/** The config's own batch is verified up to this size: a mistake that 64 samples do not show is none of the batch, and the time grows with it. */
const mostOfOwn = 64;

/** The memory of a backward grows with the batch. */
const most = 1024;

/** The sizes that `--batch-size` gives; undefined where it was not given. Throws a ConfigError for what is no size. */
export function givenBatchSizes(texts: readonly string[]): BatchSizes | undefined {
  const [first, ...others] = [...new Set(texts.map(sizeOf))];
  return first === undefined ? undefined : [first, ...others];
}

/** The sizes that the step of a run is verified with: those that are given, or 4, 1 and its own. Throws a ConfigError for a given one that its data do not fill. */
export function batchSizesOf({ data, training }: Pick<RunParts, 'data' | 'training'>, given: BatchSizes | undefined): BatchSizes {
  const count = data?.train.count ?? Number.POSITIVE_INFINITY;
  const tooMany = given?.find(size => size > count);
  if (tooMany !== undefined) throw new ConfigError('there are not so many training samples', { where: `--batch-size ${tooMany}`, got: `${count} samples`, expected: `a batch of at most ${count}` });
  if (given !== undefined) return given;
  const [first, ...others] = new Set([...few, Math.min(training.batchSize, mostOfOwn)].map(size => Math.min(size, count)));
  return [first ?? 1, ...others];
}

function sizeOf(text: string): number {
  const size = numberOf('batch-size', text);
  if (Number.isInteger(size) && size >= 1 && size <= most) return size;
  throw new ConfigError('the flag has a wrong value', { where: '--batch-size', got: text, expected: `a whole number from 1 to ${most}` });
}
