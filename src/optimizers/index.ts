import type { AnyBuilder } from '../components/definition.ts';
import { adam } from './adam.ts';
import { chain } from './chain.ts';
import { clipByGlobalNorm } from './clipByGlobalNorm.ts';
import { decoupledWeightDecay } from './decoupledWeightDecay.ts';
import { momentum } from './momentum.ts';
import { scaleByRate } from './scaleByRate.ts';
import { sgd } from './sgd.ts';

export { adam, chain, clipByGlobalNorm, decoupledWeightDecay, momentum, scaleByRate, sgd };

/** The framework's own optimizers and their transforms. */
export const optimizers: readonly AnyBuilder<'optimizer'>[] = [sgd, momentum, adam, chain, clipByGlobalNorm, decoupledWeightDecay, scaleByRate];
