import fc from 'fast-check';
import { alphaDropout, dropout, elasticNet, gaussianDropout, gaussianNoise, l1, l2, orthogonalRegularizer } from '../../../src/regularizers/index.ts';
import { exponentialDecay } from '../../../src/schedules/index.ts';
import type { RegularizerContractOptions } from '../../../src/testing/regularizerContract.ts';
import { referenceStep } from '../../../src/testing/regularizerReference.ts';
import { extent, shapes, sizes } from '../random.ts';

export type RegularizerCase = Omit<RegularizerContractOptions, 'backends'>;

type Strength = number | ReturnType<typeof exponentialDecay>;

const falling = exponentialDecay({ initialValue: 0.4, decaySteps: 3, decayRate: 0.5 });
const strength = fc.constantFrom<Strength>(0, 0.01, 0.5, falling);
const rate = fc.constantFrom<Strength>(0, 0.2, 0.7, falling);
/** The number that a strength is at the step of the references. */
const atStep = (own: Strength) => (typeof own === 'number' ? own : 0.4 * 0.5 ** (referenceStep / 3));
const total = (values: ArrayLike<number>, term: (value: number) => number) => Array.from(values).reduce((sum, value) => sum + term(value), 0);

type References = Pick<RegularizerCase, 'penalty' | 'moments'>;
const of = <T>(options: fc.Arbitrary<T>, make: (options: T) => RegularizerCase['regularizer'], references: (options: T) => References): fc.Arbitrary<RegularizerCase> => (
  fc.record({ input: shapes(1, 2), options, ...sizes }).map(({ options, ...rest }) => ({ ...rest, regularizer: make(options), ...references(options) })));

/** λ · the mean of |cos| of the angles between all pairs of rows, or of columns. */
const orthogonality = (factor: Strength, mode: 'rows' | 'columns'): NonNullable<RegularizerCase['penalty']> => (values, [rows = 1, columns = 1]) => {
  const [count, length] = mode === 'rows' ? [rows, columns] : [columns, rows];
  const vector = (own: number) => Array.from({ length }, (_, index) => values[mode === 'rows' ? own * columns + index : index * columns + own] ?? 0);
  const cosine = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, index) => sum + x * (b[index] ?? 0), 0) / Math.hypot(...a) / Math.hypot(...b);
  const pairs = Array.from({ length: count * count }, (_, pair) => [Math.floor(pair / count), pair % count] as const).filter(([a, b]) => a !== b);
  return (atStep(factor) * total(pairs.map(([a, b]) => cosine(vector(a), vector(b))), Math.abs)) / Math.max(1, pairs.length);
};

/** selu's least value, to which alphaDropout sets what it drops. */
const saturation = -1.7580993408473766;
/** y = a·x, or a·s for what is dropped, moved so that normal numbers keep mean 0 and variance 1. */
const alphaMoments = (p: number): NonNullable<RegularizerCase['moments']> => x => {
  const a = ((1 - p) * (1 + p * saturation ** 2)) ** -0.5;
  return { mean: a * (1 - p) * x, deviation: a * Math.abs(x - saturation) * Math.sqrt(p * (1 - p)) };
};
const multiplicative = (own: Strength): References => ({ moments: x => ({ mean: x, deviation: Math.abs(x) * Math.sqrt(atStep(own) / (1 - atStep(own))) }) });

/** Random cases of every regularizer. */
export const regularizerCases: Readonly<Record<string, fc.Arbitrary<RegularizerCase>>> = {
  l1: of(strength, lambda => l1({ lambda }), lambda => ({ penalty: values => atStep(lambda) * total(values, Math.abs) })),
  l2: of(strength, lambda => l2({ lambda }), lambda => ({ penalty: values => atStep(lambda) * total(values, w => w * w) })),
  elasticNet: of(fc.record({ l1: strength, l2: strength }), elasticNet, own => ({ penalty: values => total(values, w => atStep(own.l1) * Math.abs(w) + atStep(own.l2) * w * w) })),
  orthogonal: fc.record({ input: fc.tuple(extent, extent), factor: strength, mode: fc.constantFrom('rows' as const, 'columns' as const), ...sizes }).map(({ factor, mode, ...rest }) => (
    { ...rest, ofMatrices: true, regularizer: orthogonalRegularizer({ factor, mode }), penalty: orthogonality(factor, mode) })),
  dropout: of(rate, own => dropout({ rate: own }), multiplicative),
  alphaDropout: of(rate, own => alphaDropout({ rate: own }), own => ({ moments: alphaMoments(atStep(own)) })),
  gaussianDropout: of(rate, own => gaussianDropout({ rate: own }), multiplicative),
  gaussianNoise: of(strength, own => gaussianNoise({ standardDeviation: own }), own => ({ moments: x => ({ mean: x, deviation: atStep(own) }) })),
};
