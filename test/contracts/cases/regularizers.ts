import fc from 'fast-check';
import { alphaDropout, dropout, elasticNet, gaussianDropout, gaussianNoise, l1, l2, orthogonalRegularizer } from '../../../src/regularizers/index.ts';
import { exponentialDecay } from '../../../src/schedules/index.ts';
import type { RegularizerContractOptions } from '../../../src/testing/regularizerContract.ts';
import { extent, shapes, sizes } from '../random.ts';

export type RegularizerCase = Omit<RegularizerContractOptions, 'backends'>;

const falling = exponentialDecay({ initialValue: 0.4, decaySteps: 3, decayRate: 0.5 });
const strength = fc.constantFrom(0, 0.01, 0.5, falling);
const rate = fc.constantFrom(0, 0.2, 0.7, falling);
const of = <T>(options: fc.Arbitrary<T>, make: (options: T) => RegularizerCase['regularizer']): fc.Arbitrary<RegularizerCase> => (
  fc.record({ input: shapes(1, 2), options, ...sizes }).map(({ options, ...rest }) => ({ ...rest, regularizer: make(options) })));

/** Random cases of every regularizer. */
export const regularizerCases: Readonly<Record<string, fc.Arbitrary<RegularizerCase>>> = {
  l1: of(strength, lambda => l1({ lambda })),
  l2: of(strength, lambda => l2({ lambda })),
  elasticNet: of(fc.record({ l1: strength, l2: strength }), elasticNet),
  orthogonal: fc.record({ input: fc.tuple(extent, extent), factor: strength, mode: fc.constantFrom('rows' as const, 'columns' as const), ...sizes }).map(({ factor, mode, ...rest }) => (
    { ...rest, ofMatrices: true, regularizer: orthogonalRegularizer({ factor, mode }) })),
  dropout: of(rate, own => dropout({ rate: own })),
  alphaDropout: of(rate, own => alphaDropout({ rate: own })),
  gaussianDropout: of(rate, own => gaussianDropout({ rate: own })),
  gaussianNoise: of(strength, standardDeviation => gaussianNoise({ standardDeviation })),
};
