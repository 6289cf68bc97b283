import { RandomStream } from '../random/randomStream.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Model } from '../model/model.ts';
import { drawColumn } from './columns.ts';
import type { TestColumn } from './columns.ts';

/** All numbers that a recorded step reads, by the names of its inputs. */
export interface StepData {
  /** Parameters and buffers. */
  readonly state: Readonly<Record<string, Float64Array>>;
  /** Arrays with one row a sample: inputs, targets, weights. */
  readonly feeds: Readonly<Record<string, Float64Array>>;
  /** The data-set index of each sample. */
  readonly samples: readonly number[];
}

/** The columns of a step. */
export interface StepColumns {
  readonly inputs: readonly TestColumn[];
  readonly targets: readonly TestColumn[];
}

/** Draws parameters, inputs, targets, sample weights and sample indices for a batch; the same seed gives the same numbers. */
export function drawStepData(model: Model, { inputs, targets }: StepColumns, batchSize: number, seed: number): StepData {
  const stream = (purpose: string) => new RandomStream(seed, purpose);
  const columns = (kind: string, all: readonly TestColumn[]) => all.map((column, index): [string, Float64Array] => (
    [`${kind}/${index}`, drawColumn(column, batchSize, stream(`${kind}/${index}`))]));
  const parameters = model.parameters.map(({ path, shape }): [string, Float64Array] => {
    const random = stream(path);
    return [`parameters/${path}`, drawColumn({ shape, value: () => random.normal() / 2 }, 1, random)];
  });
  const buffers = model.buffers.map(({ path, shape, initial }): [string, Float64Array] => [`buffers/${path}`, new Float64Array(sizeOf(shape)).fill(initial)]);
  const weights = drawColumn({ shape: [], value: random => 0.25 + random.uniform() }, batchSize, stream('weights'));
  return {
    state: Object.fromEntries([...parameters, ...buffers]),
    feeds: Object.fromEntries([...columns('inputs', inputs), ...columns('targets', targets), ['weights', weights]]),
    samples: Array.from({ length: batchSize }, (_, row) => 3 * row + 1),
  };
}

/** The same step for some of its samples. */
export function takeRows({ state, feeds, samples }: StepData, rows: readonly number[]): StepData {
  const taken = Object.entries(feeds).map(([name, values]): [string, Float64Array] => {
    const size = values.length / samples.length;
    return [name, Float64Array.from(rows.flatMap(row => [...values.subarray(row * size, (row + 1) * size)]))];
  });
  return { state, feeds: Object.fromEntries(taken), samples: rows.map(row => samples[row] ?? 0) };
}

/** The same step with the weight of every sample from `first` on set to 0. */
export function withPadding(data: StepData, first: number): StepData {
  const weights = data.feeds['weights']?.map((weight, row) => (row < first ? weight : 0)) ?? new Float64Array();
  return { ...data, feeds: { ...data.feeds, weights } };
}
