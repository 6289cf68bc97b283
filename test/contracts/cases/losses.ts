import fc from 'fast-check';
import { binaryCrossEntropy, categoricalCrossEntropy, meanSquaredError } from '../../../src/losses/index.ts';
import type { RandomStream } from '../../../src/random/randomStream.ts';
import { sizeOf } from '../../../src/tensor/shape.ts';
import type { TestColumn } from '../../../src/testing/columns.ts';
import type { LossContractOptions } from '../../../src/testing/lossContract.ts';
import { shapes, sizes } from '../random.ts';

export type LossCase = Omit<LossContractOptions, 'backends'>;

const reduction = fc.constantFrom('mean' as const, 'batchMean' as const, 'sum' as const);
const labelSmoothing = fc.constantFrom(0, 0.1, 1);
const probability = (random: RandomStream) => 0.05 + 0.9 * random.uniform();
/** What a reduction makes of the sum over the elements of a sample. */
const reduced = (how: 'mean' | 'batchMean' | 'sum', sum: number, count: number) => (how === 'mean' ? sum / count : sum);

const squared: fc.Arbitrary<LossCase> = fc.record({ shape: shapes(), reduction, half: fc.boolean(), ...sizes }).map(({ shape, reduction, half, ...rest }) => ({
  ...rest, loss: meanSquaredError({ reduction, half }), prediction: shape, target: shape,
  reference: (a, t) => reduced(reduction, a.reduce((sum, x, i) => sum + (x - (t[i] ?? 0)) ** 2, 0), sizeOf(shape)) * (half ? 0.5 : 1),
}));

const binary: fc.Arbitrary<LossCase> = fc.record({
  shape: shapes(), reduction, labelSmoothing, fromLogits: fc.boolean(), target: fc.constantFrom<Omit<TestColumn, 'shape'>>({ dtype: 'int32' }, { value: random => random.uniform() }), ...sizes,
}).map(({ shape, reduction, labelSmoothing, fromLogits, target, ...rest }) => ({
  ...rest, loss: binaryCrossEntropy({ reduction, labelSmoothing, fromLogits }), prediction: fromLogits ? shape : { shape, value: probability }, target: { shape, ...target },
  reference: (a, t) => reduced(reduction, a.reduce((sum, x, i) => {
    const smoothed = (t[i] ?? 0) * (1 - labelSmoothing) + labelSmoothing / 2;
    const p = fromLogits ? 1 / (1 + Math.exp(-x)) : x;
    return sum - smoothed * Math.log(p) - (1 - smoothed) * Math.log(1 - p);
  }, 0), sizeOf(shape)),
}));

const categorical: fc.Arbitrary<LossCase> = fc.record({
  rows: shapes(0, 2), classes: fc.integer({ min: 2, max: 4 }), reduction, labelSmoothing, fromLogits: fc.boolean(), renormalize: fc.boolean(), form: fc.constantFrom('index' as const, 'column' as const, 'row' as const), ...sizes,
}).map(({ rows, classes, form, ...rest }) => {
  const { reduction, labelSmoothing, fromLogits, renormalize, ...others } = rest;
  const shape = [...rows, classes];
  const index: TestColumn = { shape: form === 'column' ? [...rows, 1] : rows, dtype: 'int32', value: random => random.below(classes) };
  return {
    ...others, loss: categoricalCrossEntropy({ reduction, labelSmoothing, fromLogits, renormalize }),
    prediction: fromLogits ? shape : { shape, value: probability }, target: form === 'row' ? { shape, value: random => random.uniform() } : index,
    reference: (a, t) => {
      const values = Array.from({ length: a.length / classes }, (_, row) => {
        const own = [...a.subarray(row * classes, (row + 1) * classes)];
        const powers = fromLogits ? own.map(Math.exp) : own;
        const total = fromLogits || renormalize ? powers.reduce((sum, power) => sum + power, 0) : 1;
        const wanted = (j: number) => (form === 'row' ? t[row * classes + j] ?? 0 : Number(t[row] === j));
        const c = (power: number) => Math.min(Math.max(power / total, fromLogits ? 0 : 1e-7), fromLogits ? 1 : 1 - 1e-7);
        return powers.reduce((sum, power, j) => sum - (wanted(j) * (1 - labelSmoothing) + labelSmoothing / classes) * Math.log(c(power)), 0);
      });
      return reduced(reduction, values.reduce((sum, value) => sum + value, 0), values.length);
    },
  } satisfies LossCase;
});

/** Random cases of every loss. */
export const lossCases: Readonly<Record<string, fc.Arbitrary<LossCase>>> = {
  meanSquaredError: squared,
  binaryCrossEntropy: binary,
  categoricalCrossEntropy: categorical,
};
