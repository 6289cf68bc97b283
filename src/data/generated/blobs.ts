import * as z from 'zod/mini';
import { defineDataSource } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import type { RandomStream } from '../../random/randomStream.ts';
import { classColumn, classTarget } from '../classTarget.ts';
import { generatedOptions, generatedSource, noiseOption } from './generatedSource.ts';

const points = z.array(z.array(z.number()).check(z.minLength(1))).check(z.minLength(1), z.refine(all => all.every(point => point.length === all[0]?.length), 'centres of different numbers of features'));

/**
 * Round clouds of points, a class each, in turn.
 *
 *     x = cₖ + σ·ε        ε ~ N(0, 1), k the class
 *
 * `centers` are the points cₖ, or their number: they are then drawn, every coordinate from U(−10, 10), the same for training and test.
 * `features`, 2 where it is left out, is the number of coordinates of drawn centres. σ ≥ 0 is `standardDeviation`.
 * Shapes: input [features]; target [], the class index, or [centers] with `target: oneHot`.
 */
export const blobs = defineDataSource({
  name: 'blobs',
  summary: 'round clouds of points, a class each',
  options: () => z.strictObject({
    ...generatedOptions(300),
    /** The centres of the clouds, or their number: they are then drawn. */
    centers: withDefault(z.union([z.int().check(z.positive()), points]), 3),
    /** Coordinates of drawn centres; 2 if left out. */
    features: z.optional(z.int().check(z.positive())),
    /** The standard deviation σ of a cloud. */
    standardDeviation: withDefault(noiseOption, 1),
    target: classTarget,
  }).check(z.refine(({ centers, features }) => typeof centers === 'number' || features === undefined, 'features beside centres: the centres themselves tell their number')),
  create: ({ centers, features = 2, standardDeviation, target, ...options }) => generatedSource(options, shared => {
    const all = typeof centers === 'number' ? drawnCenters(shared, centers, features) : centers;
    return {
      name: 'blobs',
      draw(random, index) {
        const label = index % all.length;
        return { inputs: (all[label] ?? []).map(coordinate => coordinate + standardDeviation * random.normal()), target: label };
      },
      targets: labels => classColumn(labels, { count: all.length, form: target, source: 'blobs' }),
    };
  }),
});

function drawnCenters(random: RandomStream, count: number, features: number): readonly (readonly number[])[] {
  return Array.from({ length: count }, () => Array.from({ length: features }, () => 20 * random.uniform() - 10));
}
