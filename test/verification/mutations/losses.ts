import { mutationsOf } from './mutation.ts';
import type { Mutation } from './mutation.ts';

type Rows = Parameters<typeof mutationsOf>[3];

const loss = (name: string, rows: Rows) => mutationsOf('loss', name, `losses/${name}.ts`, rows);

/** Mistakes in losses. */
export const lossMutations: readonly Mutation[] = [
  ...loss('meanSquaredError', [
    { kind: 'factor', from: 'difference.mul(half ? 1 : 2)', to: 'difference', hint: /^it is 0.5 times what it should be \(a ½ too much, or the 2 of a square left out/u },
    { kind: 'alike', from: 'difference.square().mul(half ? 0.5 : 1), derivative: () => difference.mul(half ? 1 : 2)', to: 'difference.square().mul(half ? 0.5 : 2), derivative: () => difference.mul(half ? 1 : 4)', caughtBy: 'reference' },
    { kind: 'factor', file: 'losses/reduction.ts', from: 'perSample(dValues.mul(scale), elements)', to: 'perSample(dValues, elements)', hint: /an extent of its shape here: a sum in place of a mean/u },
    { kind: 'batch size', file: 'losses/reduction.ts', from: '(elements.shape[0] ?? 1) / elements.size', to: '1 / elements.size', caughtBy: 'reference' },
    { kind: 'weights', file: 'losses/elementLoss.ts', from: 'spread(dValues)', to: 'spread(dValues.mul(0).add(1))', hint: /^it is not multiplied by dValues/u },
  ]),
  ...loss('meanAbsoluteError', [{ kind: 'sign', from: 'difference.sign()', to: 'difference.sign().negate()', hint: /^the sign is wrong$/u }]),
  ...loss('meanAbsolutePercentageError', [{ kind: 'missing term', from: 'percents.sign().div(whole)', to: 'percents.sign()', hint: /^a factor 1\/target is missing$/u }]),
  ...loss('meanSquaredLogarithmicError', [{ kind: 'factor', from: 'div(c.add(1))', to: 'div(c)' }]),
  ...loss('huber', [
    { kind: 'boundary', from: 'derivative: () => clipped', to: 'derivative: () => difference', hint: /^where \|?error\|? [<>] −?[\d.]+ it is dValues·.*error, and should be dValues·.*sign\(error\)/u },
    { kind: 'alike', from: 'difference.maximum(-delta).minimum(delta)', to: 'difference.maximum(-2 * delta).minimum(2 * delta)', caughtBy: 'reference' },
  ]),
  ...loss('logCosh', [{ kind: 'saved value', from: 'difference.tanh()', to: 'a.tanh()' }]),
  ...loss('poisson', [
    { kind: 'missing term', from: 'a.constant(1).sub(t.div(positive))', to: 't.div(positive).negate()', hint: /^a term dValues is missing$/u },
    { kind: 'saved value', from: 'derivative: () => rate.sub(t)', to: 'derivative: () => a.sub(t)' },
  ]),
  ...loss('cosineSimilarity', [{ kind: 'missing term', from: 'own.unit.mul(cosine).mul(own.inside).sub(wanted.unit)', to: 'wanted.unit.negate()', hint: /^it is off by prediction times one number for each (row|sample)/u }]),
  ...loss('binaryCrossEntropy', [
    { kind: 'batch size', file: 'losses/binarySurprise.ts', from: 'z.sigmoid().sub(t)', to: 'z.sigmoid().sub(t).mul(z.shape[0] ?? 1)', hint: /the batch size here: a sum over the batch in place of a mean/u },
    { kind: 'missing term', file: 'losses/binarySurprise.ts', from: 'p.sub(t).div(p.mul(complement(p)))', to: 'p.sub(t).div(p)' },
    { kind: 'alike', file: 'losses/binarySurprise.ts', from: 'add(labelSmoothing / 2)', to: 'add(labelSmoothing)', caughtBy: 'reference' },
  ]),
  ...loss('binaryFocalCrossEntropy', [{ kind: 'sign', from: 't.mul(-2).add(1)', to: 't.mul(2).sub(1)' }]),
  ...loss('categoricalCrossEntropy', [
    { kind: 'missing term', from: 'softmax(logits).mul(total).sub(t)', to: 'softmax(logits).sub(t)' },
    { kind: 'sign', from: 'backward(t.div(p).negate())', to: 'backward(t.div(p))', hint: /^the sign is wrong$/u },
    { kind: 'missing term', file: 'losses/probabilities.ts', from: 'g.sub(g.mul(q).sum(-1, true)).div(total)', to: 'g.div(total)', hint: /^it is off by one number for each (row|sample)/u },
    { kind: 'axis', file: 'losses/rowLoss.ts', from: 'expandDims(-1)), inverse(order))', to: 'expandDims(-1)), order)' },
  ]),
  ...loss('categoricalFocalCrossEntropy', [{ kind: 'axis', from: 'h.sub(p.mul(h.sum(-1, true)))', to: 'h.sub(p.mul(h.sum(0, true)))' }]),
  ...loss('klDivergence', [{ kind: 'sign', from: 'softmax(logits).mul(r.sum(-1, true)).sub(r)', to: 'r.sub(softmax(logits).mul(r.sum(-1, true)))' }]),
  ...loss('hinge', [{ kind: 'missing term', from: 'elements.greater(0).cast(\'float\').mul(t).negate()', to: 't.negate()' }]),
  ...loss('squaredHinge', [{ kind: 'factor', from: 'mul(-2)', to: 'mul(-1)', hint: /^it is 0.5 times what it should be/u }]),
  ...loss('categoricalHinge', [{ kind: 'saved value', from: 'others.argMax(-1)', to: 'a.argMax(-1)' }]),
  ...loss('perceptron', [{ kind: 'boundary', from: 'margin.lessEqual(0)', to: 'margin.greaterEqual(0)' }]),
];
