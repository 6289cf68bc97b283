import { mutationsOf } from './mutation.ts';
import type { Mutation } from './mutation.ts';

/** Mistakes in penalties and in transforms of activations. */
export const regularizerMutations: readonly Mutation[] = [
  ...mutationsOf('regularizer', 'l1', 'regularizers/l1.ts', [
    { kind: 'saved value', from: 'gradient: w.sign().mul(λ)', to: 'gradient: w.mul(λ)', hint: /^it is [\d.]+·w, and should be [\d.]+·sign\(w\)$/u },
    { kind: 'alike', from: 'value: sum(w.abs()).mul(λ), gradient: w.sign().mul(λ)', to: 'value: sum(w.abs()).mul(λ).mul(2), gradient: w.sign().mul(λ).mul(2)', caughtBy: 'reference' },
  ]),
  ...mutationsOf('regularizer', 'l2', 'regularizers/l2.ts', [
    { kind: 'penalty halved', from: 'w.mul(λ.mul(2))', to: 'w.mul(λ)', hint: /^it is 0.5 times what it should be \(the 2 of a square is missing in its derivative, or a ½ in the penalty/u },
    { kind: 'alike', from: 'value: sum(w.square()).mul(λ), gradient: w.mul(λ.mul(2))', to: 'value: sum(w.square()).mul(λ).mul(0.5), gradient: w.mul(λ)', caughtBy: 'reference' },
  ]),
  ...mutationsOf('regularizer', 'elasticNet', 'regularizers/elasticNet.ts', [
    { kind: 'missing term', from: 'w.sign().mul(λ1).add(w.mul(λ2.mul(2)))', to: 'w.sign().mul(λ1)', hint: /^a term [\d.]+·w is missing$/u },
    { kind: 'alike', from: 'context.scalar(\'l2\', l2)', to: 'context.scalar(\'l2\', l1)', caughtBy: 'reference' },
  ]),
  ...mutationsOf('regularizer', 'orthogonal', 'regularizers/orthogonal.ts', [
    { kind: 'factor', from: 'share.mul(2)', to: 'share', hint: /^it is 0.5 times what it should be \(the 2 of a square is missing/u },
    { kind: 'missing term', from: 'dUnit.sub(unit.mul(unit.mul(dUnit).sum(-1, true)))', to: 'dUnit' },
    { kind: 'transpose', from: 'mode === \'rows\' ? dRows : dRows.T', to: 'dRows.reshape(w.shape)', hint: /^it is transposed$/u },
  ]),
  ...mutationsOf('regularizer', 'dropout', 'regularizers/dropout.ts', [
    { kind: 'keep probability', from: 'backward: dy => dy.mul(scaled)', to: 'backward: dy => dy.mul(mask)', hint: /the keep probability: not scaled as the forward is/u },
    { kind: 'stale mask', from: 'backward: dy => dy.mul(scaled)', to: 'backward: dy => dy', hint: /^it depends on the noise "mask" of the forward, which the backward leaves out/u },
    { kind: 'noise name', from: 'backward: dy => dy.mul(scaled)', to: 'backward: dy => dy.mul(context.noise(\'other\', x.shape, { distribution: \'bernoulli\', perSample: true, probability })).mul(context.scalar(\'scale\', { at: step => 1 / probability.at(step) }))', hint: /^the backward draws noise anew, "other"/u },
    { kind: 'alike', from: 'at: step => 1 / probability.at(step)', to: 'at: () => 1', caughtBy: 'reference' },
  ]),
  ...mutationsOf('regularizer', 'alphaDropout', 'regularizers/alphaDropout.ts', [
    { kind: 'keep probability', from: 'dy.mul(kept)', to: 'dy.mul(mask)' },
    { kind: 'alike', from: 'saturation ** 2', to: 'saturation', caughtBy: 'reference' },
  ]),
  ...mutationsOf('regularizer', 'gaussianDropout', 'regularizers/gaussianDropout.ts', [
    { kind: 'missing term', from: 'dy.mul(factor)', to: 'dy', hint: /^it depends on the noise .* of the forward, which the backward leaves out/u },
    { kind: 'alike', from: 'Math.sqrt(rate.at(step) / (1 - rate.at(step)))', to: 'rate.at(step) / (1 - rate.at(step))', caughtBy: 'reference' },
  ]),
  ...mutationsOf('regularizer', 'gaussianNoise', 'regularizers/gaussianNoise.ts', [
    { kind: 'superfluous term', from: 'backward: dy => dy', to: 'backward: dy => dy.mul(noise)', hint: /^it does not depend on the noise .*, which the backward uses$/u },
    { kind: 'alike', from: 'x.add(noise.mul(context.scalar(\'standardDeviation\', standardDeviation)))', to: 'x.add(noise.square().mul(context.scalar(\'standardDeviation\', standardDeviation)))', caughtBy: 'reference' },
  ]),
];
