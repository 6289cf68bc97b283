import type { AnyBuilder } from '../components/definition.ts';
import { add } from './add.ts';
import { average } from './average.ts';
import { batchNormalization } from './batchNormalization.ts';
import { concatenate } from './concatenate.ts';
import { dense } from './dense.ts';
import { embedding } from './embedding.ts';
import { flatten } from './flatten.ts';
import { fork } from './fork.ts';
import { lambda } from './lambda.ts';
import { layerNormalization } from './layerNormalization.ts';
import { maximum } from './maximum.ts';
import { minimum } from './minimum.ts';
import { multiply } from './multiply.ts';
import { parallel } from './parallel.ts';
import { permute } from './permute.ts';
import { randomFlip } from './randomFlip.ts';
import { randomShift } from './randomShift.ts';
import { reshape } from './reshape.ts';
import { residual } from './residual.ts';
import { sequential } from './sequential.ts';
import { subtract } from './subtract.ts';

export * from './activations/index.ts';
export { add, average, batchNormalization, concatenate, dense, embedding, flatten, fork, lambda, layerNormalization, maximum, minimum, multiply, parallel, permute, randomFlip, randomShift, reshape, residual, sequential, subtract };

/** The framework's own layers but the activations. */
export const layers: readonly AnyBuilder<'layer'>[] = [
  dense, embedding, flatten, reshape, permute, batchNormalization, layerNormalization,
  randomFlip, randomShift,
  sequential, residual, concatenate, add, subtract, multiply, average, maximum, minimum, parallel, fork,
  lambda,
];
