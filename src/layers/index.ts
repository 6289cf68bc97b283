import type { AnyBuilder } from '../components/definition.ts';
import { add } from './add.ts';
import { concatenate } from './concatenate.ts';
import { dense } from './dense.ts';
import { flatten } from './flatten.ts';
import { fork } from './fork.ts';
import { leakyRelu } from './leakyRelu.ts';
import { linear } from './linear.ts';
import { parallel } from './parallel.ts';
import { relu } from './relu.ts';
import { residual } from './residual.ts';
import { sequential } from './sequential.ts';
import { sigmoid } from './sigmoid.ts';
import { softmax } from './softmax.ts';
import { softplus } from './softplus.ts';
import { step } from './step.ts';
import { tanh } from './tanh.ts';

export { add, concatenate, dense, flatten, fork, leakyRelu, linear, parallel, relu, residual, sequential, sigmoid, softmax, softplus, step, tanh };

/** The framework's own layers. */
export const layers: readonly AnyBuilder<'layer'>[] = [
  dense, flatten, linear, relu, leakyRelu, sigmoid, tanh, softplus, softmax, step, sequential, residual, concatenate, add, parallel, fork,
];
