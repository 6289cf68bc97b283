import fc from 'fast-check';
import { dropout, elasticNet, l1, l2 } from '../../../src/regularizers/index.ts';
import { exponentialDecay } from '../../../src/schedules/index.ts';
import type { RegularizerContractOptions } from '../../../src/testing/regularizerContract.ts';
import { shapes, sizes } from '../random.ts';

export type RegularizerCase = Omit<RegularizerContractOptions, 'backends'>;

const falling = exponentialDecay({ initialValue: 0.4, decaySteps: 3, decayRate: 0.5 });
const strength = fc.constantFrom(0, 0.01, 0.5, falling);
const of = <T>(options: fc.Arbitrary<T>, make: (options: T) => RegularizerCase['regularizer']): fc.Arbitrary<RegularizerCase> => (
  fc.record({ input: shapes(1, 2), options, ...sizes }).map(({ options, ...rest }) => ({ ...rest, regularizer: make(options) })));

/** Random cases of every regularizer. */
export const regularizerCases: Readonly<Record<string, fc.Arbitrary<RegularizerCase>>> = {
  l1: of(strength, lambda => l1({ lambda })),
  l2: of(strength, lambda => l2({ lambda })),
  elasticNet: of(fc.record({ l1: strength, l2: strength }), elasticNet),
  dropout: of(fc.constantFrom(0, 0.2, 0.7, falling), rate => dropout({ rate })),
};
