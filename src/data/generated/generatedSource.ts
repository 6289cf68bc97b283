import * as z from 'zod/mini';
import { withDefault } from '../../components/withDefault.ts';
import { RandomStream } from '../../random/randomStream.ts';
import { arrayColumn } from '../arrayColumn.ts';
import type { Column, Dataset, DataSource } from '../dataset.ts';
import { datasetOf, partsOf } from '../datasetOf.ts';

/** The options of every generated set, with its own number of samples. */
export function generatedOptions(samples: number) {
  return {
    /** Samples for training. */
    samples: withDefault(z.int().check(z.positive()), samples),
    /** Further samples, for a test; those for training are the same with and without them. */
    test: withDefault(z.int().check(z.nonnegative()), 0),
    /** Keys the samples; that of the run where it is left out. */
    seed: z.optional(z.int().check(z.nonnegative())),
  };
}

/** The deviation of the normal noise on the coordinates or on the target of a sample. */
export const noiseOption = z.number().check(z.nonnegative());

interface GeneratedOptions {
  readonly samples: number;
  readonly test: number;
  readonly seed?: number | undefined;
}

/** One sample: a point, and its class index or its number. */
export interface GeneratedSample {
  readonly inputs: readonly number[];
  readonly target: number;
}

/** How a set draws its samples. */
export interface Generation {
  readonly name: string;
  /** A sample by its index. */
  draw(random: RandomStream, index: number): GeneratedSample;
  targets(values: readonly number[]): Column;
}

/** A source that draws its samples by the seed: `prepare` takes what all samples share from a stream of its own. */
export function generatedSource({ samples, test, seed }: GeneratedOptions, prepare: (shared: RandomStream) => Generation): DataSource {
  return {
    async load(context) {
      const key = seed ?? context.seed ?? 0;
      const generation = prepare(new RandomStream(key, 'generated set'));
      const part = (purpose: string, count: number) => drawn(generation, new RandomStream(key, `${purpose} ${generation.name}`), count);
      return partsOf(part('training', samples), test === 0 ? undefined : part('test', test));
    },
  };
}

function drawn({ name, draw, targets }: Generation, random: RandomStream, count: number): Dataset {
  const all = Array.from({ length: count }, (_, index) => draw(random, index));
  return datasetOf([arrayColumn('input', name, all.map(({ inputs }) => inputs))], [targets(all.map(({ target }) => target))]);
}
