import type { AnyBuilder } from '../components/definition.ts';
import { accumulate } from './accumulate.ts';
import { adadelta } from './adadelta.ts';
import { adafactor } from './adafactor.ts';
import { adagrad } from './adagrad.ts';
import { adam } from './adam.ts';
import { adamax } from './adamax.ts';
import { adamw } from './adamw.ts';
import { amsgrad } from './amsgrad.ts';
import { averageWeights } from './averageWeights.ts';
import { chain } from './chain.ts';
import { clipByGlobalNorm } from './clipByGlobalNorm.ts';
import { clipByNorm } from './clipByNorm.ts';
import { clipByValue } from './clipByValue.ts';
import { decoupledWeightDecay } from './decoupledWeightDecay.ts';
import { lion } from './lion.ts';
import { lookahead } from './lookahead.ts';
import { momentum } from './momentum.ts';
import { nadam } from './nadam.ts';
import { parameterGroups } from './parameterGroups.ts';
import { rmsprop } from './rmsprop.ts';
import { scaleByRate } from './scaleByRate.ts';
import { sgd } from './sgd.ts';

export {
  accumulate, adadelta, adafactor, adagrad, adam, adamax, adamw, amsgrad, averageWeights, chain, clipByGlobalNorm, clipByNorm, clipByValue, decoupledWeightDecay, lion, lookahead,
  momentum, nadam, parameterGroups, rmsprop, scaleByRate, sgd,
};

/** The framework's own optimizers and their transforms. */
export const optimizers: readonly AnyBuilder<'optimizer'>[] = [
  sgd, momentum, adam, adamw, amsgrad, adamax, nadam, adagrad, adadelta, rmsprop, lion, adafactor, parameterGroups, accumulate, averageWeights, lookahead,
  chain, clipByValue, clipByNorm, clipByGlobalNorm, decoupledWeightDecay, scaleByRate,
];
