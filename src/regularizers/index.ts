import type { AnyBuilder } from '../components/definition.ts';
import { alphaDropout } from './alphaDropout.ts';
import { dropout } from './dropout.ts';
import { elasticNet } from './elasticNet.ts';
import { gaussianDropout } from './gaussianDropout.ts';
import { gaussianNoise } from './gaussianNoise.ts';
import { l1 } from './l1.ts';
import { l2 } from './l2.ts';
import { orthogonalRegularizer } from './orthogonal.ts';

export { alphaDropout, dropout, elasticNet, gaussianDropout, gaussianNoise, l1, l2, orthogonalRegularizer };

/** The framework's own regularizers. */
export const regularizers: readonly AnyBuilder<'regularizer'>[] = [
  l1, l2, elasticNet, orthogonalRegularizer,
  dropout, alphaDropout, gaussianDropout, gaussianNoise,
];
