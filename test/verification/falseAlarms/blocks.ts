import fc from 'fast-check';
import type { LayerInput, Reference } from '../../../src/components/definition.ts';
import { activations, batchNormalization, concatenate, dense, fork, gelu, layerNormalization, leakyRelu, prelu, relu, residual, sequential } from '../../../src/layers/index.ts';
import { alphaDropout, dropout, elasticNet, gaussianDropout, gaussianNoise, l1, l2, orthogonalRegularizer } from '../../../src/regularizers/index.ts';

/** The step has no derivative, `threshold` needs an option, `glu` an even extent, and repeated exponentials overflow. */
const leftOut = ['step', 'threshold', 'glu', 'exponential'];
/** The activations that random models have. */
export const activationNames = activations.map(({ definition }) => definition.name).filter(name => !leftOut.includes(name));

const units = fc.integer({ min: 2, max: 5 });
const rate = fc.constantFrom(0.1, 0.3, 0.5);
const strength = fc.constantFrom(0.01, 0.2);
const activation = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<LayerInput>(...activationNames) },
  fc.constantFrom<() => LayerInput>(() => relu({ negativeSlope: 0.1, maxValue: 1.5 }), () => leakyRelu(0.2), () => gelu(true), () => prelu({ alphaInitializer: 'heNormal' })).map(make => make()),
);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const given = <T>(name: string, value: T | undefined) => (value === undefined ? {} : { [name]: value });

const penalty: fc.Arbitrary<Reference<'regularizer'>> = fc.oneof(
  strength.map(l1), strength.map(l2), fc.record({ l1: strength, l2: strength }).map(elasticNet));
const kernelRegularizer = fc.oneof({ weight: 3, arbitrary: penalty }, fc.record({ factor: strength, mode: fc.constantFrom('rows' as const, 'columns' as const) }).map(orthogonalRegularizer), rate.map(own => dropout(own)));
const noise: fc.Arbitrary<Reference<'regularizer'>> = fc.oneof(
  rate.map(own => dropout(own)), rate.map(own => alphaDropout(own)), rate.map(own => gaussianDropout(own)), strength.map(own => gaussianNoise(own)));

const connected = fc.record({
  units, useBias: fc.boolean(), activation: optional(activation), kernelRegularizer: optional(kernelRegularizer), biasRegularizer: optional(penalty), outputRegularizer: optional(fc.oneof(penalty, noise)),
}).map(({ units, useBias, activation, kernelRegularizer, biasRegularizer, outputRegularizer }): LayerInput => dense({
  units, useBias, ...given('activation', activation), ...given('kernelRegularizer', kernelRegularizer), ...given('biasRegularizer', biasRegularizer), ...given('outputRegularizer', outputRegularizer),
}));

const normalisation = fc.record({ batch: fc.boolean(), epsilon: fc.constantFrom(0.001, 0.1), scale: fc.boolean(), center: fc.boolean() }).map(({ batch, ...options }): LayerInput => (
  batch ? batchNormalization(options) : layerNormalization(options)));

const carried = fc.record({ units, activation, second: activation }).map(({ units, activation, second }): LayerInput => (
  residual({ layer: sequential([dense({ units, activation }), second]), projection: dense({ units }) })));
const joined = fc.record({ units, activation, second: activation }).map(({ units, activation, second }): LayerInput => concatenate([dense({ units, activation }), second, 'linear']));
const merged = fc.record({ units, activation, merge: fc.constantFrom('add', 'multiply', 'average', 'maximum', 'minimum', 'subtract') }).map(({ units, activation, merge }): LayerInput => (
  [fork([dense({ units, activation }), dense({ units })]), merge]));
/** One layer in two places: one set of weights. */
const shared = fc.record({ units, activation }).map(({ units, activation }): LayerInput => {
  const twice = dense({ units, activation });
  return [dense({ units }), twice, 'tanh', twice];
});

/** Some layers, for inputs of any shape [batch, …, features]. */
export const block: fc.Arbitrary<LayerInput> = fc.oneof({ weight: 4, arbitrary: connected }, { weight: 2, arbitrary: activation }, { weight: 2, arbitrary: noise }, normalisation, carried, joined, merged, shared);
