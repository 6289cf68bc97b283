import { expect, it } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';

it.each<[string, object, string]>([
  ['adam', { beta1: 1 }, 'beta1'], ['adam', { beta2: -0.1 }, 'beta2'], ['adam', { epsilon: 0 }, 'epsilon'], ['adamw', { weightDecay: -0.1 }, 'weightDecay'],
  ['amsgrad', { beta2: 1 }, 'beta2'], ['amsgrad', { amsgrad: true }, 'amsgrad'], ['adamax', { beta2: 1 }, 'beta2'], ['nadam', { beta1: 1 }, 'beta1'],
  ['adagrad', { initialAccumulatorValue: -1 }, 'initialAccumulatorValue'], ['adagrad', { epsilonPlacement: 'standard' }, 'epsilonPlacement'],
  ['rmsprop', { rho: 1 }, 'rho'], ['rmsprop', { momentum: 1 }, 'momentum'], ['adadelta', { rho: 1.5 }, 'rho'], ['adadelta', { epsilon: -1 }, 'epsilon'],
  ['lion', { beta2: 1 }, 'beta2'], ['adafactor', { decayExponent: 0 }, 'decayExponent'], ['adafactor', { clippingThreshold: 0 }, 'clippingThreshold'],
  ['sgd', { learningRate: -1 }, 'learningRate'], ['sgd', { clipValue: 0 }, 'clipValue'], ['sgd', { clipNorm: -1 }, 'clipNorm'], ['momentum', { momentum: 1 }, 'momentum'],
  ['clipByValue', { limit: 0 }, 'limit'], ['clipByNorm', { limit: 0 }, 'limit'], ['lookahead', { optimizer: 'sgd', every: 0 }, 'every'],
  ['lookahead', { optimizer: 'sgd', slowRate: 1.1 }, 'slowRate'], ['lookahead', { optimizer: { use: 'sgd', learningRate: -1 } }, 'optimizer.learningRate'],
])('%s refuses %j', (use, options, where) => {
  const make = () => createRegistry([]).create('optimizer', { use, ...options });
  expect(make).toThrow(ConfigError);
  expect(make).toThrow(`${where}: `);
});
