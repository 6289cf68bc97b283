import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constant, glorotNormal, glorotUniform, heNormal, heUniform, normal, uniform, zeros } from '../../src/initializers/index.ts';
import type { Initializer } from '../../src/initializers/initializer.ts';
import { RandomStream } from '../../src/random/randomStream.ts';
import type { Shape } from '../../src/tensor/shape.ts';
import { sizeOf } from '../../src/tensor/shape.ts';
import { expectClose } from '../../src/testing/closeTo.ts';

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
  it('zeros and constant fill a shape with one number', () => {
    expect(draw(zeros.definition.create({}), [2, 3])).toEqual([0, 0, 0, 0, 0, 0]);
    expect(draw(constant.definition.create({ value: 6 }), [3])).toEqual([6, 6, 6]);
  });

  it.each([
    ['glorotUniform, dense', glorotUniform, dense, 2 / 300],
    ['glorotUniform, convolution', glorotUniform, convolution, 2 / 432],
    ['heUniform, dense', heUniform, dense, 2 / 200],
    ['heUniform, convolution', heUniform, convolution, 2 / 144],
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
  ] as const)('%s has its variance and is not truncated', (_, builder, shape, variance) => {
    const values = draw(builder.definition.create({}), shape);
    expectMoments(values, 0, variance, 3);
    expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(3 * Math.sqrt(variance));
  });

  it('uniform and normal take their range, mean and standard deviation', () => {
    expectMoments(draw(uniform.definition.create({ min: 17, max: 47 }), dense), 32, 75, 1.8);
    expectMoments(draw(normal.definition.create({ mean: 1, stddev: 0.5 }), dense), 1, 0.25, 3);
  });

  it('gives as many finite numbers as the shape holds, and the same again for the same seed', () => {
    const scaled = [glorotUniform, glorotNormal, heUniform, heNormal].map(each => each.definition.create({}));
    const initializers = [uniform.definition.create({ min: -1, max: 1 }), normal.definition.create({ mean: 0, stddev: 1 }), ...scaled];
    const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 });
    fc.assert(fc.property(fc.constantFrom(...initializers), shapes, fc.nat(), (initializer, shape, seed) => {
      const values = draw(initializer, shape, seed);
      expect(values).toHaveLength(sizeOf(shape));
      expect(values.every(Number.isFinite)).toBe(true);
      expect(draw(initializer, shape, seed)).toEqual(values);
    }));
  });
});
