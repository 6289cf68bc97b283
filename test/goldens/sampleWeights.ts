import type { Shape } from '../../src/tensor/shape.ts';
import { sizeOf } from '../../src/tensor/shape.ts';
import { flat, shapeOf } from './nested.ts';
import type { Nested } from './nested.ts';

/** How many axes of the predictions have weights of their own; a last axis of extent 1 is dropped, as the peers do. */
export function weightAxes(weights: Nested | null): number {
  const shape = weights === null ? [] : shapeOf(weights);
  return shape.length > 1 && shape.at(-1) === 1 ? shape.length - 1 : shape.length;
}

/** One weight a sample for a batch of this shape, row-major: 1 without weights, one for all, or weights of the last axes repeated. */
export function sampleWeights(weights: Nested | null, batch: Shape): readonly number[] {
  const given = weights === null ? Float64Array.of(1) : flat(weights);
  if (sizeOf(batch) % given.length !== 0) throw new Error(`${given.length} weights for ${sizeOf(batch)} samples`);
  return Array.from({ length: sizeOf(batch) }, (_, index) => given[index % given.length] ?? Number.NaN);
}

/** A figure for each sample: of the batch in which it alone has its weight. */
export async function oneByOne(weights: readonly number[], figureOf: (weights: readonly number[]) => Promise<number>): Promise<readonly number[]> {
  const figures: number[] = [];
  for (let sample = 0; sample < weights.length; sample++) {
    figures.push(await figureOf(weights.map((weight, index) => (index === sample ? weight : 0))));
  }
  return figures;
}
