import { arrays, createRun, dense as denseLayer, meanSquaredError, sgd, ShapeError } from 'chainrule';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  constant, givenValues, glorotNormal, glorotUniform, heNormal, heUniform, identity, lecunNormal, lecunUniform, normal, ones, orthogonal, truncatedNormal, uniform,
  varianceScaling, zeros,
} from '../../src/initializers/index.ts';
import type { Initializer } from '../../src/initializers/initializer.ts';
import { RandomStream } from '../../src/random/randomStream.ts';
import type { Shape } from '../../src/tensor/shape.ts';
import { sizeOf } from '../../src/tensor/shape.ts';
import { expectClose } from '../../src/verification/closeTo.ts';

const dense: Shape = [200, 100];
const convolution: Shape = [3, 3, 16, 32];

function draw(initializer: Initializer, shape: Shape, seed = 11): number[] {
  return Array.from(initializer.values(shape, new RandomStream(seed, 'dense/kernel')));
}

function moments(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, variance };
}

/** Mean and variance within five standard errors; `kurtosis` is the fourth standardised moment of the distribution. */
function expectMoments(values: readonly number[], mean: number, variance: number, kurtosis: number): void {
  const own = moments(values);
  expectClose([own.mean], [mean], { relative: 0, absolute: 5 * Math.sqrt(variance / values.length) }, 'mean');
  expectClose([own.variance], [variance], { relative: 0, absolute: 5 * variance * Math.sqrt((kurtosis - 1) / values.length) }, 'variance');
}

describe('initializers', () => {
  it('zeros, ones and constant fill a shape with one number', () => {
    expect(draw(zeros.definition.create({}), [2, 3])).toEqual([0, 0, 0, 0, 0, 0]);
    expect(draw(ones.definition.create({}), [2, 3])).toEqual([1, 1, 1, 1, 1, 1]);
    expect(draw(constant.definition.create({ value: 6 }), [3])).toEqual([6, 6, 6]);
  });

  it.each([
    ['glorotUniform, dense', glorotUniform, dense, 2 / 300],
    ['glorotUniform, convolution', glorotUniform, convolution, 2 / 432],
    ['heUniform, dense', heUniform, dense, 2 / 200],
    ['heUniform, convolution', heUniform, convolution, 2 / 144],
    ['lecunUniform, dense', lecunUniform, dense, 1 / 200],
    ['lecunUniform, convolution', lecunUniform, convolution, 1 / 144],
  ] as const)('%s has its variance and its limit', (_, builder, shape, variance) => {
    const values = draw(builder.definition.create({}), shape);
    const limit = Math.sqrt(3 * variance);
    expectMoments(values, 0, variance, 1.8);
    expect(Math.max(...values.map(Math.abs))).toBeLessThan(limit);
    expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(0.99 * limit);
  });

  it.each([
    ['glorotNormal, dense', glorotNormal, dense, 2 / 300],
    ['glorotNormal, convolution', glorotNormal, convolution, 2 / 432],
    ['heNormal, dense', heNormal, dense, 2 / 200],
    ['heNormal, convolution', heNormal, convolution, 2 / 144],
    ['lecunNormal, dense', lecunNormal, dense, 1 / 200],
    ['lecunNormal, convolution', lecunNormal, convolution, 1 / 144],
  ] as const)('%s has its variance, truncated or not', (_, builder, shape, variance) => {
    const values = draw(builder.definition.create({ truncated: false }), shape);
    expectMoments(values, 0, variance, 3);
    expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(3 * Math.sqrt(variance));
    const cut = draw(builder.definition.create({ truncated: true }), shape);
    expectMoments(cut, 0, variance, 3);
    expect(Math.max(...cut.map(Math.abs))).toBeLessThan(2.274 * Math.sqrt(variance));
  });

  it.each([['fanIn', 200], ['fanOut', 100], ['fanAverage', 150]] as const)('varianceScaling by %s has its variance in every distribution', (mode, fan) => {
    for (const distribution of ['normal', 'truncatedNormal', 'uniform'] as const) {
      expectMoments(draw(varianceScaling.definition.create({ scale: 3, mode, distribution }), dense), 0, 3 / fan, 3);
    }
  });

  it('varianceScaling has the others as its cases, to the bit', () => {
    const drawn = (initializer: Initializer) => draw(initializer, dense);
    const scaled = (scale: number, mode: 'fanIn' | 'fanAverage', distribution: 'normal' | 'uniform' | 'truncatedNormal') => drawn(varianceScaling.definition.create({ scale, mode, distribution }));
    expect(drawn(glorotUniform.definition.create({}))).toEqual(scaled(1, 'fanAverage', 'uniform'));
    expect(drawn(heNormal.definition.create({ truncated: true }))).toEqual(scaled(2, 'fanIn', 'truncatedNormal'));
    expect(drawn(lecunNormal.definition.create({ truncated: false }))).toEqual(scaled(1, 'fanIn', 'normal'));
  });

  it('truncatedNormal keeps within two standard deviations', () => {
    const values = draw(truncatedNormal.definition.create({ mean: 1, standardDeviation: 0.5 }), dense);
    expectMoments(values, 1, (0.5 * 0.8796256610342398) ** 2, 3);
    expect(values.every(value => value >= 0 && value <= 2)).toBe(true);
    expect(Math.max(...values)).toBeGreaterThan(1.99);
  });

  it.each([[[40, 12]], [[12, 40]], [[25, 25]], [[3, 3, 4, 8]]])('orthogonal of %j has rows or columns of length gain at right angles', shape => {
    const values = draw(orthogonal.definition.create({ gain: 3 }), shape);
    const columns = shape.at(-1) ?? 1;
    const rows = values.length / columns;
    const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
    const entry = (vector: number, place: number) => values[rows < columns ? vector * columns + place : place * columns + vector] ?? Number.NaN;
    const products = Array.from({ length: count * count }, (_, index) => Array.from({ length }, (_each, place) => entry(Math.floor(index / count), place) * entry(index % count, place)).reduce((sum, own) => sum + own));
    expectClose(products, products.map((_, index) => (index % (count + 1) === 0 ? 9 : 0)), { relative: 1e-12, absolute: 1e-12 });
  });

  it('orthogonal prefers no direction', () => {
    const initializer = orthogonal.definition.create({ gain: 1 });
    const first = Array.from({ length: 2000 }, (_, seed) => draw(initializer, [3, 3], seed)[0] ?? Number.NaN);
    expectMoments(first, 0, 1 / 3, 1.8);
  });

  it('identity is 1 on the diagonal, whatever the sides', () => {
    expect(draw(identity.definition.create({ gain: 2 }), [2, 3])).toEqual([2, 0, 0, 0, 2, 0]);
    expect(draw(identity.definition.create({ gain: 1 }), [3, 2])).toEqual([1, 0, 0, 1, 0, 0]);
  });

  it('givenValues are those of the parameter, row by row', () => {
    expect(draw(givenValues.definition.create({ values: [[1, 2, 3], [4, 5, 6]] }), [2, 3])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(draw(givenValues.definition.create({ values: 7 }), [])).toEqual([7]);
  });

  it.each([['typescript', Math.fround], ['typescript:float64', Number]] as const)('values that are written have on %s the digits that it holds, others those of float32', async (backend, held) => {
    await using run = await createRun({
      model: denseLayer({ name: 'layer', units: 1, kernelInitializer: givenValues([[0.3], [0.1]]), biasInitializer: constant(0.7) }),
      loss: meanSquaredError(), optimizer: sgd(), backend, shapes: { inputs: [[2]], targets: [[1]] },
    });
    const written = await run.getWeights();
    expect([...written['layer/kernel']?.values ?? [], ...written['layer/bias']?.values ?? []]).toEqual([0.3, 0.1, 0.7].map(held));
    await using drawn = await createRun({ model: denseLayer({ units: 3 }), loss: meanSquaredError(), optimizer: sgd(), backend, shapes: { inputs: [[2]], targets: [[3]] } });
    const { values = [] } = (await drawn.getWeights())['dense/kernel'] ?? {};
    expect(Array.from(values)).toEqual(Array.from(values, Math.fround));
  });

  it.each([
    ['identity', identity(), 'dense/bias: the initializer identity makes a matrix\n  got: a parameter of shape [2]\n  expected: two axes'],
    ['orthogonal', orthogonal(), 'dense/bias: the initializer orthogonal makes a matrix\n  got: a parameter of shape [2]'],
    ['givenValues', givenValues([1, 2, 3]), 'dense/bias: the given values do not have the shape of the parameter\n  got: an array of 3 at values\n  expected: an array of shape [2]'],
    ['givenValues', givenValues([1, [2]]), 'got: an array of 1 at values[1]\n  expected: a number'],
  ])('%s refuses a parameter of another shape, with its path', async (_, biasInitializer, message) => {
    const error: unknown = await createRun({
      model: denseLayer({ units: 2, biasInitializer }), loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }), backend: 'typescript',
      data: arrays({ inputs: [[1]], targets: [[1, 2]] }), training: { epochs: 1, batchSize: 1 },
    }).then(() => undefined, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(ShapeError);
    expect(String(error)).toContain(message);
  });

  it('uniform and normal take their range, mean and standard deviation', () => {
    expectMoments(draw(uniform.definition.create({ min: 17, max: 47 }), dense), 32, 75, 1.8);
    expectMoments(draw(normal.definition.create({ mean: 1, standardDeviation: 0.5 }), dense), 1, 0.25, 3);
  });

  it('gives as many finite numbers as the shape holds, and the same again for the same seed', () => {
    const scaled = [...[glorotUniform, heUniform].map(each => each.definition.create({})), ...[glorotNormal, heNormal].map(each => each.definition.create({ truncated: true }))];
    const initializers = [uniform.definition.create({ min: -1, max: 1 }), normal.definition.create({ mean: 0, standardDeviation: 1 }), ...scaled];
    const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 });
    fc.assert(fc.property(fc.constantFrom(...initializers), shapes, fc.nat(), (initializer, shape, seed) => {
      const values = draw(initializer, shape, seed);
      expect(values).toHaveLength(sizeOf(shape));
      expect(values.every(Number.isFinite)).toBe(true);
      expect(draw(initializer, shape, seed)).toEqual(values);
    }));
  });
});
