import { mutationsOf } from './mutation.ts';
import type { Mutation } from './mutation.ts';

type Rows = Parameters<typeof mutationsOf>[3];

const activation = (name: string, rows: Rows) => mutationsOf('layer', name, `layers/activations/${name}.ts`, rows);
const exponentialUnit = 'layers/activations/exponentialUnit.ts';

/** Mistakes in activations. */
export const activationMutations: readonly Mutation[] = [
  ...activation('relu', [
    { kind: 'boundary', from: 'dy.mul(y.greater(0).cast(\'float\'))', to: 'dy.mul(y.greaterEqual(0).cast(\'float\'))', hint: /^where x < 0 it should be 0/u },
    { kind: 'missing term', from: 'slope: x.less(maxValue).cast(\'float\')', to: 'slope: 1', hint: /^where x > \d+ it should be 0/u },
    { kind: 'missing term', from: 'under.select(negativeSlope, above.slope)', to: 'under.select(0, above.slope)' },
    { kind: 'forward alone', from: 'const y = x.relu();', to: 'const y = x.abs();' },
  ]),
  ...activation('leakyRelu', [{ kind: 'missing term', from: 'backward: dy => dy.mul(slope)', to: 'backward: dy => dy' }]),
  ...activation('prelu', [
    { kind: 'saved value', from: 'dy.mul(negative)', to: 'dy.mul(x)' },
    { kind: 'order', from: 'x.greater(0).select(1, alpha)', to: 'x.greater(0).select(alpha, 1)' },
    { kind: 'mean for sum', from: '.sum(summedAxes(x.shape.slice(1)))', to: '.mean(summedAxes(x.shape.slice(1)))' },
  ]),
  ...activation('elu', [{ kind: 'factor', file: exponentialUnit, from: '(scale * alpha) / width', to: 'scale / width', hint: /^where x < 0 it is [\d.]+ times what it should be/u }]),
  ...activation('celu', [{ kind: 'factor', file: exponentialUnit, from: '(scale * alpha) / width', to: 'scale * alpha', hint: /^where x < 0 it is [\d.]+ times what it should be/u }]),
  ...activation('selu', [{ kind: 'constant', from: 'alpha: 1.6732632423543772', to: 'alpha: 1.6732', caughtBy: 'reference' }]),
  ...activation('gelu', [
    { kind: 'factor', from: '1 / Math.sqrt(2 * Math.PI)', to: '1 / Math.sqrt(Math.PI)' },
    { kind: 'factor', from: 'square.mul(3 * cubic)', to: 'square.mul(cubic)' },
    { kind: 'constant', from: '0.044715 * linear', to: '0.44715 * linear', caughtBy: 'reference' },
  ]),
  ...activation('silu', [{ kind: 'missing term', from: 'gate.add(y.mul(y.constant(1).sub(gate)))', to: 'gate', hint: /^it is dy·σ\(x\), and should be dy·\(σ\(x\) \+ y − y·σ\(x\)\)$/u }]),
  ...activation('mish', [{ kind: 'factor', from: 't.square()', to: 't' }]),
  ...activation('softplus', [
    { kind: 'sign', from: 'x.sigmoid()', to: 'x.negate().sigmoid()', hint: /^it is dy·\(1 − σ\(x\)\), and should be dy·σ\(x\)$/u },
    { kind: 'alike', from: 'y: x.softplus(), backward: dy => dy.mul(x.sigmoid())', to: 'y: x.softplus().mul(2), backward: dy => dy.mul(x.sigmoid()).mul(2)', caughtBy: 'reference' },
  ]),
  ...activation('squareplus', [
    { kind: 'saved value', from: 'dy.mul(y.div(root))', to: 'dy.mul(x.div(root))' },
    { kind: 'forward alone', from: 'x.constant(b / 2)', to: 'x.constant(b)' },
  ]),
  ...activation('sigmoid', [{ kind: 'saved value', from: 'y.constant(1).sub(y)', to: 'y.constant(1).sub(x)', hint: /should be dy·\(y − y²\)$/u }]),
  ...activation('logSigmoid', [{ kind: 'sign', from: 'dy.mul(opposite.sigmoid())', to: 'dy.mul(x.sigmoid())', hint: /^it is dy·σ\(x\), and should be dy·\(1 − σ\(x\)\)$/u }]),
  ...activation('tanh', [
    { kind: 'saved value', from: 'y.square()', to: 'x.square()', hint: /^it is dy·\(1 − x²\), and should be dy·\(1 − y²\)$/u },
    { kind: 'alike', from: 'const y = x.tanh();\n    return { y, backward: dy => dy.mul(y.constant(1).sub(y.square())) };', to: 'const y = x.mul(2).tanh();\n    return { y, backward: dy => dy.mul(y.constant(1).sub(y.square())).mul(2) };', caughtBy: 'reference' },
  ]),
  ...activation('hardSigmoid', [{ kind: 'factor', from: 'dy.mul(inside).mul(slope)', to: 'dy.mul(inside)' }]),
  ...activation('hardSwish', [{ kind: 'factor', from: 'x.div(6).mul(inside)', to: 'x.mul(inside)', hint: /^where \|x\| < 3 it is dy·/u }]),
  ...activation('sparseSigmoid', [{ kind: 'factor', from: 'dy.mul(inside).div(2)', to: 'dy.mul(inside)' }]),
  ...activation('sparsePlus', [{ kind: 'factor', from: 'backward: dy => dy.mul(slope)', to: 'backward: dy => dy.mul(slope.square())' }]),
  ...activation('hardTanh', [{ kind: 'missing term', file: 'layers/activations/clip.ts', from: 'x.greater(least).logicalAnd(x.less(greatest))', to: 'x.greater(least)', hint: /^where x > 1 it should be 0/u }]),
  ...activation('softsign', [{ kind: 'factor', from: 'dy.div(divisor).div(divisor)', to: 'dy.div(divisor)' }]),
  ...activation('tanhShrink', [{ kind: 'factor', from: 't.square()', to: 't' }]),
  ...activation('threshold', [{ kind: 'order', from: 'below.select(0, dy)', to: 'below.select(dy, 0)' }]),
  ...activation('softShrink', [{ kind: 'boundary', from: 'x.abs().lessEqual(threshold)', to: 'x.lessEqual(threshold)' }]),
  ...activation('exponential', [{ kind: 'saved value', from: 'dy.mul(y)', to: 'dy.mul(x)', hint: /^it is dy·x, and should be dy·y$/u }]),
  ...activation('softmax', [
    { kind: 'missing term', from: 'y.mul(dy.sub(dy.mul(y).sum(axes, true)))', to: 'y.mul(dy)', hint: /all of the Jacobian but its diagonal$|^it is off by y times one number/u },
    { kind: 'axis', from: 'dy.mul(y).sum(axes, true)', to: 'dy.mul(y).sum(0, true)', hint: /runs along the wrong axis$/u },
    { kind: 'saved value', from: 'y.mul(dy.sub(', to: 'x.mul(dy.sub(' },
  ]),
  ...activation('logSoftmax', [{ kind: 'saved value', from: 'y.exp()', to: 'y' }]),
  ...activation('sparsemax', [{ kind: 'factor', from: 'outside.select(0, dy).sum(at, true).div(count)', to: 'outside.select(0, dy).sum(at, true)' }]),
  ...activation('glu', [
    { kind: 'order', from: 'dy.mul(gate).concat([dy.mul(y).mul(y.constant(1).sub(gate))], at)', to: 'dy.mul(y).mul(y.constant(1).sub(gate)).concat([dy.mul(gate)], at)' },
    { kind: 'slice', from: 'begin(half[axis] ?? 0)', to: 'begin((half[axis] ?? 0) - 1)' },
  ]),
];
