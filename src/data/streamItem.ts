import { shown } from '../components/shown.ts';
import { DataError } from '../errors.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import { isArrayInput } from './arrayColumn.ts';
import type { ArrayInput } from './arrayColumn.ts';
import { datasetFromArrays } from './arrays.ts';
import type { ArrayInputs } from './arrays.ts';
import type { Column, Dataset, StreamedSamples } from './dataset.ts';
import { requireKnownKeys } from './requireKnownKeys.ts';
import { isWeight, unusableWeight } from './sampleWeights.ts';

/** One tensor of one sample: a number, nested or typed numbers, or `{ values, shape, dtype, scale }`. */
export type SampleInput = number | ArrayInput;

/** One tensor of a sample, or several by name. */
export type SampleInputs = SampleInput | Readonly<Record<string, SampleInput>>;

/** One sample, without an axis of samples. */
export interface StreamSample {
  readonly inputs: SampleInputs;
  readonly targets?: SampleInputs;
  /** Multiplies the sample's loss. */
  readonly weight?: number;
}

/** Several samples: the first axis is theirs. */
export interface StreamBatch {
  readonly inputs: ArrayInputs;
  readonly targets?: ArrayInputs;
  /** One a sample. */
  readonly weights?: ArrayInput;
}

/** What a stream yields: all with weights, or all without. */
export type StreamItem = StreamSample | StreamBatch;

/** Whether each item is one sample, or several. */
export type Yields = 'samples' | 'batches';

/** The place of an item, for errors; `first` is the number of its first sample. */
export function placeOfItem(yields: Yields, first: number): string {
  return `data.samples, ${yields === 'samples' ? 'sample' : 'batch from sample'} ${first}`;
}

/**
 * What a stream yielded, numbered from `first` on.
 *
 * Throws a DataError for what is no sample, and for a weight that is negative or not finite.
 */
export function samplesOfItem(item: unknown, yields: Yields, first: number): StreamedSamples {
  const where = placeOfItem(yields, first);
  const given = requireItem(item, yields, where);
  const dataset = datasetFromArrays(yields === 'samples' ? batchOfOne(given) : given, `${where}, `);
  const samples = Int32Array.from({ length: dataset.count }, (_, row) => (first + row) % 2 ** 31);
  return { dataset, samples };
}

/** Throws a DataError where samples are laid out otherwise than the first of their stream. */
export function requirePattern(dataset: Dataset, pattern: Dataset, where: string): void {
  const [own, known] = [layoutOf(dataset), layoutOf(pattern)];
  for (const kind of ['inputs', 'targets', 'weights'] as const) {
    const [got, expected] = [own[kind], known[kind]];
    if (got.length === expected.length && expected.every((column, index) => isAlike(column, got[index]))) continue;
    throw new DataError(`the ${kind} are laid out otherwise than those of the first sample`, { where, got: print(got), expected: print(expected) });
  }
}

function layoutOf({ inputs, targets, weights }: Dataset): Readonly<Record<'inputs' | 'targets' | 'weights', readonly Column[]>> {
  return { inputs, targets, weights: weights === undefined ? [] : [weights] };
}

function requireItem(item: unknown, yields: Yields, where: string): StreamBatch & StreamSample {
  if (typeof item === 'object' && item !== null && 'inputs' in item) {
    requireKnownKeys(item, ['inputs', 'targets', yields === 'samples' ? 'weight' : 'weights'], where);
    if (yields === 'samples' && 'weight' in item && item.weight !== undefined && !isWeight(item.weight)) throw unusableWeight(item.weight, `${where}, weight`);
    return item as StreamBatch & StreamSample;
  }
  throw new DataError('the stream yields what is no sample', { where, got: shown(item), expected: '{ inputs, targets }' });
}

function batchOfOne({ inputs, targets, weight }: StreamSample): StreamBatch {
  return { inputs: withSampleAxis(inputs), ...(targets !== undefined && { targets: withSampleAxis(targets) }), ...(weight !== undefined && { weights: [weight] }) };
}

function withSampleAxis(inputs: SampleInputs): ArrayInputs {
  if (typeof inputs === 'number' || isArrayInput(inputs) || typeof inputs !== 'object' || inputs === null) return tensorOfOne(inputs);
  return Object.fromEntries(Object.entries(inputs).map(([name, each]) => [name, tensorOfOne(each)]));
}

function tensorOfOne(input: SampleInput): ArrayInput {
  if (typeof input === 'number' || !isArrayInput(input) || Array.isArray(input)) return [input as number];
  if (ArrayBuffer.isView(input)) return { values: input, shape: [input.length] };
  const { values, shape } = input as Exclude<typeof input, readonly unknown[]>;
  return ArrayBuffer.isView(values) ? { ...input, shape: shape ?? [values.length] } : { ...input, values: [values] };
}

function isAlike({ name, shape, dtype }: Column, other: Column | undefined): boolean {
  return other !== undefined && other.name === name && other.dtype === dtype && sameShape(shape, other.shape);
}

function print(columns: readonly Column[]): string {
  return columns.map(({ name, shape, dtype }) => `${name} ${formatShape(shape)} ${dtype}`).join(', ') || 'none';
}
