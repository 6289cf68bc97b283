import { mutationsOf } from './mutation.ts';
import type { Mutation } from './mutation.ts';

type Rows = Parameters<typeof mutationsOf>[3];

const byReference = (rows: Rows): Rows => rows.map(row => ({ ...row, caughtBy: 'reference' }));
const optimizer = (name: string, rows: Rows) => mutationsOf('optimizer', name, `optimizers/${name}.ts`, byReference(rows));
const schedule = (name: string, rows: Rows) => mutationsOf('schedule', name, `schedules/${name}.ts`, byReference(rows));
const projection = (name: string, rows: Rows) => mutationsOf('projection', name, `projections/${name}.ts`, byReference(rows));

/** Mistakes in what is no gradient: updates, schedules, projections. */
export const updateMutations: readonly Mutation[] = [
  ...optimizer('sgd', [{ kind: 'sign', file: 'optimizers/scaleByRate.ts', from: 'gradient.mul(rate)', to: 'gradient.mul(rate).negate()' }]),
  ...optimizer('momentum', [
    { kind: 'sign', file: 'optimizers/velocity.ts', from: 'velocity.mul(beta).add(gradient)', to: 'velocity.mul(beta).sub(gradient)' },
    { kind: 'missing term', file: 'optimizers/velocity.ts', from: 'nesterov ? v.mul(beta).add(gradient) : v', to: 'nesterov ? v.mul(beta) : v' },
    { kind: 'update', file: 'optimizers/velocity.ts', from: 'slots: { velocity: v }', to: 'slots: { velocity }' },
  ]),
  ...optimizer('adam', [
    { kind: 'bias correction', from: 'at: step => 1 / gathered(beta1, step)', to: 'at: () => 1' },
    { kind: 'bias correction', file: 'optimizers/runningMean.ts', from: 'beta ** (step + 1)', to: 'beta ** (step + 2)' },
    { kind: 'epsilon', from: 'v.sqrt().mul(rootScale).add(epsilon)', to: 'v.add(epsilon).sqrt().mul(rootScale)' },
    { kind: 'factor', from: 'runningMean(firstMoment, gradient, beta1)', to: 'runningMean(firstMoment, gradient, beta2)' },
    { kind: 'saved value', from: 'runningMean(secondMoment, gradient.square(), beta2)', to: 'runningMean(secondMoment, gradient.abs(), beta2)' },
    { kind: 'decay', file: 'optimizers/descent.ts', from: '...direction,\n    ...wanted(options.weightDecay, weightDecay),', to: '...wanted(options.weightDecay, weightDecay),\n    ...direction,' },
  ]),
  ...optimizer('adamw', [
    { kind: 'decay', file: 'optimizers/descent.ts', from: '...wanted(options.weightDecay, weightDecay),\n    rateScaling(options.learningRate),', to: 'rateScaling(options.learningRate),\n    ...wanted(options.weightDecay, weightDecay),' },
    { kind: 'sign', file: 'optimizers/decoupledWeightDecay.ts', from: 'gradient.add(parameter.mul(decay))', to: 'gradient.sub(parameter.mul(decay))' },
  ]),
  ...optimizer('amsgrad', [{ kind: 'missing term', file: 'optimizers/adam.ts', from: 'slots.largestSecondMoment.maximum(moments.secondMoment)', to: 'moments.secondMoment' }]),
  ...optimizer('adamax', [{ kind: 'missing term', from: 'maximum(gradient.abs())', to: 'maximum(gradient)' }]),
  ...optimizer('nadam', [{ kind: 'step', from: 'momentumAt(beta, step + 2)', to: 'momentumAt(beta, step + 1)' }]),
  ...optimizer('adagrad', [{ kind: 'update', from: 'safeRoot(accumulator, options)', to: 'safeRoot(slots.accumulator.add(1), options)' }]),
  ...optimizer('rmsprop', [
    { kind: 'epsilon', file: 'optimizers/rootEpsilon.ts', from: 'squares.sqrt().add(epsilon)', to: 'squares.add(epsilon).sqrt()' },
    { kind: 'saved value', from: 'meanSquare.sub(mean.square())', to: 'meanSquare.sub(mean)' },
  ]),
  ...optimizer('adadelta', [{ kind: 'saved value', from: 'runningMean(slots.meanSquareUpdate, update.square(), rho)', to: 'runningMean(slots.meanSquareUpdate, gradient.square(), rho)' }]),
  ...optimizer('lion', [{ kind: 'factor', from: 'firstMoment: runningMean(firstMoment, gradient, beta2)', to: 'firstMoment: runningMean(firstMoment, gradient, beta1)' }]),
  ...optimizer('adafactor', [{ kind: 'boundary', from: 'rootMeanSquare(u).div(clippingThreshold).maximum(1)', to: 'rootMeanSquare(u).div(clippingThreshold)' }]),
  ...optimizer('lookahead', [{ kind: 'step', from: 'step % every === every - 1', to: 'step % every === 0' }]),
  ...optimizer('accumulate', [
    { kind: 'step', from: 'scalar.at(Math.floor(step / batches))', to: 'scalar.at(step)' },
    { kind: 'mean for sum', from: 'gradient.mul(1 / batches)', to: 'gradient' },
    { kind: 'update', from: '{ mean: complete.select(0, mean) }', to: '{ mean }' },
  ]),
  ...optimizer('chain', [{ kind: 'order', from: 'last?.updates ?? gradients', to: 'gradients' }]),
  ...optimizer('parameterGroups', [{ kind: 'factor', file: 'optimizers/groupedOptimizer.ts', from: 'update.mul(declaredScalar(context, name))', to: 'update' }]),
  ...optimizer('clipByValue', [{ kind: 'missing term', from: 'gradient.maximum(-limit).minimum(limit)', to: 'gradient.minimum(limit)' }]),
  ...optimizer('clipByNorm', [{ kind: 'missing term', file: 'optimizers/shrunkTo.ts', from: 'squares.sqrt().maximum(limit)', to: 'squares.maximum(limit)' }]),
  ...optimizer('clipByGlobalNorm', [{ kind: 'missing term', from: 'squares.reduce((sum, square) => sum.add(square))', to: 'squares.reduce((sum, square) => sum.maximum(square))' }]),
  ...optimizer('decoupledWeightDecay', [{ kind: 'boundary', from: 'parameter.rank < 2', to: 'parameter.rank < 1' }]),
  ...schedule('stepDecay', [{ kind: 'step', from: 'Math.floor(step / stepSize)', to: 'Math.floor((step + 1) / stepSize)' }]),
  ...schedule('multiStep', [{ kind: 'boundary', from: 'boundary <= step', to: 'boundary < step' }]),
  ...schedule('exponentialDecay', [{ kind: 'step', from: 'Math.max(step - begin, 0)', to: 'Math.max(step + 1 - begin, 0)' }]),
  ...schedule('cosineDecay', [{ kind: 'step', from: 'fallingCosine(step / decaySteps)', to: 'fallingCosine((step + 1) / decaySteps)' }]),
  ...schedule('warmUp', [{ kind: 'step', from: 'schedule.at(step - steps)', to: 'schedule.at(step)' }]),
  ...projection('maxNorm', [{ kind: 'axis', file: 'projections/norms.ts', from: 'w.square().sum(wanted, true)', to: 'w.square().sum(wanted.slice(0, 1), true)' }]),
  ...projection('unitNorm', [{ kind: 'missing term', file: 'projections/norms.ts', from: '.sqrt()', to: '' }]),
  ...projection('nonNegative', [{ kind: 'sign', from: 'w.relu()', to: 'w.abs()' }]),
];
