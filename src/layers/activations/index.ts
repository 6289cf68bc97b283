import type { AnyBuilder } from '../../components/definition.ts';
import { celu } from './celu.ts';
import { elu } from './elu.ts';
import { exponential } from './exponential.ts';
import { gelu } from './gelu.ts';
import { glu } from './glu.ts';
import { hardShrink } from './hardShrink.ts';
import { hardSigmoid } from './hardSigmoid.ts';
import { hardSwish } from './hardSwish.ts';
import { hardTanh } from './hardTanh.ts';
import { leakyRelu } from './leakyRelu.ts';
import { linear } from './linear.ts';
import { logSigmoid } from './logSigmoid.ts';
import { logSoftmax } from './logSoftmax.ts';
import { mish } from './mish.ts';
import { prelu } from './prelu.ts';
import { relu } from './relu.ts';
import { relu6 } from './relu6.ts';
import { selu } from './selu.ts';
import { sigmoid } from './sigmoid.ts';
import { silu } from './silu.ts';
import { softmax } from './softmax.ts';
import { softplus } from './softplus.ts';
import { softShrink } from './softShrink.ts';
import { softsign } from './softsign.ts';
import { sparsemax } from './sparsemax.ts';
import { sparsePlus } from './sparsePlus.ts';
import { sparseSigmoid } from './sparseSigmoid.ts';
import { squareplus } from './squareplus.ts';
import { step } from './step.ts';
import { tanh } from './tanh.ts';
import { tanhShrink } from './tanhShrink.ts';
import { threshold } from './threshold.ts';

export {
  celu, elu, exponential, gelu, glu, hardShrink, hardSigmoid, hardSwish, hardTanh, leakyRelu, linear, logSigmoid, logSoftmax, mish, prelu, relu,
  relu6, selu, sigmoid, silu, softmax, softplus, softShrink, softsign, sparsemax, sparsePlus, sparseSigmoid, squareplus, step, tanh, tanhShrink,
  threshold,
};

/** The framework's own activations. */
export const activations: readonly AnyBuilder<'layer'>[] = [
  linear, relu, leakyRelu, prelu, relu6, elu, selu, celu, gelu, silu, mish, softplus, squareplus, sparsePlus, sigmoid, logSigmoid, hardSigmoid,
  hardSwish, sparseSigmoid, tanh, hardTanh, softsign, softmax, logSoftmax, sparsemax, glu, exponential, threshold, hardShrink, softShrink,
  tanhShrink, step,
];
