import { mutationsOf } from './mutation.ts';
import type { Mutation } from './mutation.ts';

const standardise = 'layers/standardise.ts';
const scaleAndShift = 'layers/scaleAndShift.ts';

/** Mistakes in layers with parameters, and in those that move values. */
export const layerMutations: readonly Mutation[] = [
  ...mutationsOf('layer', 'dense', 'layers/dense.ts', [
    { kind: 'sign', from: 'bias: dz.sum(0)', to: 'bias: dz.sum(0).negate()', hint: /^the sign is wrong$/u },
    { kind: 'mean for sum', from: 'bias: dz.sum(0)', to: 'bias: dz.mean(0)', hint: /the number of rows here: a mean over samples and positions in place of a sum/u },
    { kind: 'transpose', from: 'kernel: rows.T.matMul(dz)', to: 'kernel: dz.T.matMul(rows).reshape(kernel.shape)', hint: /^it is transposed$/u },
    { kind: 'transpose', from: 'dz.matMul(kernel.T)', to: 'dz.matMul(kernel.reshape(kernel.T.shape))', hint: /^kernel stands where its transpose belongs$/u },
    { kind: 'batch size', from: 'kernel: rows.T.matMul(dz)', to: 'kernel: rows.T.matMul(dz).mul(1 / context.batchSize)', hint: /1 \/ the batch size here: a mean over the batch in place of a sum/u },
    { kind: 'batch size', from: 'dz.matMul(kernel.T)', to: 'dz.matMul(kernel.T).mul(context.batchSize)', hint: /\(the batch size here: a sum over the batch in place of a mean/u },
    { kind: 'factor', from: 'kernel: rows.T.matMul(dz)', to: 'kernel: rows.T.matMul(dz).mul(2)', hint: /^it is 2 times what it should be/u },
    { kind: 'missing term', from: 'asRows(applied?.backward(dy) ?? dy)', to: 'asRows(dy)', hint: /^it is (xᵀ·dy|Σ dy), .* an activation or a mask for example, is missing$/u },
    { kind: 'alike', from: 'y: applied?.y ?? z,\n        backward(dy) {', to: 'y: (applied?.y ?? z).mul(0.5),\n        backward(whole) {\n          const dy = whole.mul(0.5);', caughtBy: 'reference' },
  ]),
  ...mutationsOf('layer', 'embedding', 'layers/embedding.ts', [
    { kind: 'factor', from: '[indices, dy]', to: '[indices, dy.mul(0.5)]', hint: /^it is 0.5 times what it should be \(a ½ too much/u },
    { kind: 'slice', from: '[indices, dy]', to: '[indices.sub(1), dy]' },
  ]),
  ...mutationsOf('layer', 'layerNormalization', 'layers/layerNormalization.ts', [
    { kind: 'missing term', file: standardise, from: 'total(dy).add(byVariance)', to: 'total(dy)', hint: /^it is off by y times one number for each (row|sample)/u },
    { kind: 'missing term', file: standardise, from: 'centred ? total(dy).add(byVariance) : byVariance', to: 'byVariance', hint: /^it is off by one number for each (row|sample)/u },
    { kind: 'missing term', file: standardise, from: 'total(dy.mul(y))', to: 'total(dy)' },
    { kind: 'epsilon', file: standardise, from: 'variance.add(epsilon).sqrt()', to: 'variance.sqrt().add(epsilon)' },
    { kind: 'broadcast', file: scaleAndShift, from: 'beta: dy.sum(others)', to: 'beta: dy.sum(0)' },
    { kind: 'alike', file: scaleAndShift, from: 'gamma && alongAxes(gamma, x.shape, axes)', to: 'gamma && alongAxes(gamma, x.shape, axes).add(0.5)', caughtBy: 'reference' },
  ]),
  ...mutationsOf('layer', 'batchNormalization', 'layers/batchNormalization.ts', [
    { kind: 'saved value', file: standardise, from: 'dy.sub(byStatistics.mul(share)).div(deviation)', to: 'dy.sub(byStatistics.mul(share)).div(variance)' },
    { kind: 'mean for sum', file: scaleAndShift, from: 'gamma: dy.mul(x).sum(others)', to: 'gamma: dy.mul(x).mean(others)' },
    { kind: 'missing term', file: scaleAndShift, from: 'scale === undefined ? dy : dy.mul(scale)', to: 'dy' },
    { kind: 'epsilon', file: standardise, from: 'variance.add(epsilon)', to: 'variance.add(2 * epsilon)', caughtBy: 'reference' },
  ]),
  ...mutationsOf('layer', 'permute', 'layers/permute.ts', [
    { kind: 'transpose', from: 'dy.transpose(inverse)', to: 'dy.reshape(x.shape)', hint: /^its axes are in the order/u },
  ]),
  ...mutationsOf('layer', 'reshape', 'layers/reshape.ts', [
    { kind: 'sign', from: 'passGradient(x, dy.reshape(x.shape))', to: 'passGradient(x, dy.reshape(x.shape).negate())', hint: /^the sign is wrong$/u },
  ]),
  ...mutationsOf('layer', 'randomFlip', 'layers/randomFlip.ts', [
    { kind: 'stale mask', from: 'passGradient(x, mirror(dy))', to: 'passGradient(x, dy)', hint: /^it is dy at every element|^it depends on the noise "flip" of the forward, which the backward leaves out/u },
  ]),
  ...mutationsOf('layer', 'randomShift', 'layers/randomShift.ts', [
    { kind: 'sign', from: 'shifted(dy, down.add(height), right.add(width))', to: 'shifted(dy, down.mul(-1).add(height), right.mul(-1).add(width))' },
  ]),
];
