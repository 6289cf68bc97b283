import fc from 'fast-check';
import { batchNormalization, embedding, lambda, layerNormalization, sequential } from '../../../src/layers/index.ts';
import { extent, shapes, sizes } from '../random.ts';
import type { LayerCase } from './layerCase.ts';
import { normalised } from './layerReferences.ts';

/** A shape with one or several of its axes, counted with the batch as 0. */
const withAxes = shapes(1).chain(shape => fc.record({
  shape: fc.constant(shape),
  axis: fc.subarray(shape.map((_, index) => index + 1), { minLength: 1 }),
}));
const common = { epsilon: fc.constantFrom(0.001, 0.5), scale: fc.boolean(), center: fc.boolean() };

/** Indices of a table, whole or between two whole numbers: a difference of a float index must not step into another row. */
const indices = (count: number, float: boolean) => ({
  dtype: float ? 'float' as const : 'int32' as const,
  value: (random: { below(count: number): number }) => random.below(count) + (float ? 0.25 : 0),
});

/** Indices that a layer computes: their whole parts stay. */
const moved = lambda((...xs) => xs.map(x => x.cast('float').add(0.5)));

/** Random cases of the layers with statistics or tables. */
export const statefulLayerCases: Readonly<Record<string, fc.Arbitrary<LayerCase>>> = {
  layerNormalization: fc.record({ where: withAxes, options: fc.record({ ...common, rmsScaling: fc.boolean() }), ...sizes }).map(({ where, options, ...rest }) => (
    {
      ...rest, layer: layerNormalization({ axis: where.axis, ...options }), inputs: [where.shape],
      reference: normalised(where.axis, { over: 'axis', epsilon: options.epsilon, centred: !options.rmsScaling }),
    })),
  batchNormalization: fc.record({
    where: withAxes,
    options: fc.record({ ...common, momentum: fc.constantFrom(0, 0.9), movingVariance: fc.constantFrom('biased' as const, 'unbiased' as const), statistics: fc.constantFrom('batch' as const, 'batch' as const, 'moving' as const) }),
    ...sizes, batchSize: fc.integer({ min: 2, max: 4 }),
  }).map(({ where, options, ...rest }) => (
    {
      ...rest, layer: batchNormalization({ axis: where.axis, ...options }), inputs: [where.shape], dependsOnBatch: 'its mean and variance are those of the batch',
      ...(options.statistics === 'batch' && { reference: normalised(where.axis, { over: 'others', epsilon: options.epsilon }) }),
    })),
  embedding: fc.record({ shape: shapes(0, 2), vocabularySize: extent, units: extent, float: fc.boolean(), computed: fc.boolean(), ...sizes }).map(({ shape, vocabularySize, units, float, computed, ...rest }) => {
    const table = embedding({ vocabularySize, units });
    return { ...rest, layer: computed ? sequential([moved, table]) : table, inputs: [{ shape, ...indices(vocabularySize, float) }] };
  }),
};
