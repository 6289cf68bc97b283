import fc from 'fast-check';
import { constant, glorotNormal, glorotUniform, heNormal, heUniform, normal, uniform, zeros } from '../../../src/initializers/index.ts';
import type { InitializerContractOptions } from '../../../src/testing/initializerContract.ts';

export type InitializerCase = Omit<InitializerContractOptions, 'plugins'>;

const number = fc.float({ min: -4, max: 4, noNaN: true });
const one = (initializer: InitializerCase['initializer']) => fc.constant<InitializerCase>({ initializer });

/** Random cases of every initializer. */
export const initializerCases: Readonly<Record<string, fc.Arbitrary<InitializerCase>>> = {
  zeros: one(zeros()), glorotUniform: one(glorotUniform()), glorotNormal: one(glorotNormal()), heUniform: one(heUniform()), heNormal: one(heNormal()),
  constant: number.map((value): InitializerCase => ({ initializer: constant(value) })),
  uniform: number.map((min): InitializerCase => ({ initializer: uniform({ min, max: min + 1 }) })),
  normal: number.map((mean): InitializerCase => ({ initializer: normal({ mean }) })),
};
