import fc from 'fast-check';
import type { LayerInput } from '../../../src/components/definition.ts';
import { embedding, fork } from '../../../src/layers/index.ts';
import type { ColumnInput, TestColumn } from '../../../src/verification/columns.ts';
import { block } from './blocks.ts';
import { ending } from './heads.ts';
import type { RandomModel } from './modelProblem.ts';

interface Beginning {
  readonly input: ColumnInput;
  readonly first: readonly LayerInput[];
}

const extent = fc.integer({ min: 1, max: 4 });
/** Whole numbers lie on the kinks of most activations that have some. */
const value = fc.constantFrom<NonNullable<TestColumn['value']>>(random => random.normal(), random => random.below(7) - 3);
const vectors = fc.record({ features: extent, value }).map(({ features, value }): Beginning => ({ input: { shape: [features], value }, first: [] }));
const matrices = fc.record({ rows: extent, features: extent, value, turned: fc.boolean() }).map(({ rows, features, value, turned }): Beginning => (
  { input: { shape: [rows, features], value }, first: turned ? [{ use: 'permute', dims: [2, 1] }] : [] }));
const indices = fc.record({ places: extent, vocabularySize: extent, units: extent }).map(({ places, ...table }): Beginning => (
  { input: { shape: [places], dtype: 'int32', value: random => random.below(table.vocabularySize) }, first: [embedding(table)] }));

/** Correct models: a stem of blocks, and one or two losses. */
export const randomModels: fc.Arbitrary<RandomModel> = fc.record({
  beginning: fc.oneof({ weight: 3, arbitrary: vectors }, matrices, indices),
  blocks: fc.array(block, { minLength: 1, maxLength: 4 }),
  endings: fc.array(ending, { minLength: 1, maxLength: 2 }),
  batchSize: fc.integer({ min: 2, max: 5 }), seed: fc.nat(100_000),
}).map(({ beginning: { input, first }, blocks, endings, ...step }) => ({
  ...step, input, model: [...first, ...blocks, 'flatten', fork(endings.map(({ last }) => last))], heads: endings.map(({ head }) => head),
}));
