import fc from 'fast-check';
import {
  constant, givenValues, glorotNormal, glorotUniform, heNormal, heUniform, identity, lecunNormal, lecunUniform, normal, ones, orthogonal, truncatedNormal, uniform,
  varianceScaling, zeros,
} from '../../../src/initializers/index.ts';
import type { InitializerContractOptions } from '../../../src/testing/initializerContract.ts';

export type InitializerCase = Omit<InitializerContractOptions, 'plugins'>;

const number = fc.float({ min: -4, max: 4, noNaN: true });
const one = (initializer: InitializerCase['initializer']) => fc.constant<InitializerCase>({ initializer });
const truncated = (make: (options: { readonly truncated: boolean }) => InitializerCase['initializer']) => fc.boolean().map((own): InitializerCase => ({ initializer: make({ truncated: own }) }));

/** Random cases of every initializer. */
export const initializerCases: Readonly<Record<string, fc.Arbitrary<InitializerCase>>> = {
  zeros: one(zeros()), ones: one(ones()),
  glorotUniform: one(glorotUniform()), heUniform: one(heUniform()), lecunUniform: one(lecunUniform()),
  glorotNormal: truncated(glorotNormal), heNormal: truncated(heNormal), lecunNormal: truncated(lecunNormal),
  constant: number.map((value): InitializerCase => ({ initializer: constant(value) })),
  uniform: number.map((min): InitializerCase => ({ initializer: uniform({ min, max: min + 1 }) })),
  normal: number.map((mean): InitializerCase => ({ initializer: normal({ mean }) })),
  truncatedNormal: number.map((mean): InitializerCase => ({ initializer: truncatedNormal({ mean }) })),
  varianceScaling: fc.record({
    scale: fc.constantFrom(0.1, 1, 2), mode: fc.constantFrom('fanIn' as const, 'fanOut' as const, 'fanAverage' as const),
    distribution: fc.constantFrom('normal' as const, 'truncatedNormal' as const, 'uniform' as const),
  }).map((options): InitializerCase => ({ initializer: varianceScaling(options) })),
  orthogonal: number.map((gain): InitializerCase => ({ initializer: orthogonal({ gain }), shapes: [[1, 1], [3, 4], [4, 3], [2, 3, 4], [2, 2, 3, 4]] })),
  identity: number.map((gain): InitializerCase => ({ initializer: identity({ gain }), shapes: [[1, 1], [3, 4], [4, 3]] })),
  givenValues: number.map((value): InitializerCase => ({ initializer: givenValues([[value, 1, 2], [3, 4, 5]]), shapes: [[2, 3]] })),
};
