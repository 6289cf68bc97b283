import { describe, expect, it } from 'vitest';
import { errorBounds, unaryLanes } from '../../../src/backends/wasm/floatFunctions.ts';
import { unaryFunctions } from '../../../src/tensor/elementwise.ts';
import type { UnaryOperation } from '../../../src/tensor/elementwise.ts';
import { record } from '../../../src/tensor/tensor.ts';
import { bitsOf, floatOf, plainLanes } from './plainLanes.ts';
import { evaluate } from './run.ts';
import { ulpsBetween } from './ulps.ts';

/** Every 100,003rd float32, and the neighbours of values at which a function or a formula changes. */
const special = [0, 2 ** -149, 2 ** -126, 1e-8, 2 ** -12, 0.25, 0.34657359, 0.41421356, 0.5, 0.625, 0.921875, Math.SQRT1_2, 1, Math.SQRT2, 2, 3.92, 4, 9, 10, 16.6, 17.3, 20, 87.3, 88.72284, 89, 103.97, 104, 2 ** 24, 3.4028235e38, Number.POSITIVE_INFINITY];
const stride = 100_003;
const inputs = Float32Array.from([
  ...Array.from({ length: Math.floor(2 ** 32 / stride) }, (_, i) => floatOf(i * stride | 0)),
  ...special.flatMap(value => [-3, -2, -1, 0, 1, 2, 3].flatMap(step => [floatOf(bitsOf(value) + step), -floatOf(bitsOf(value) + step)])),
]);

describe.each(Object.entries(errorBounds))('%s', (name, bound) => {
  const operation = name as UnaryOperation;
  const outputs = evaluate([{ shape: [inputs.length], values: inputs }], x => record(operation, [x], {}));

  it(`is within ${bound} units in the last place`, () => {
    let [worst, place] = [0, Number.NaN];
    inputs.forEach((x, i) => {
      const error = ulpsBetween(outputs[i] ?? Number.NaN, unaryFunctions[operation](x));
      if (error > worst) [worst, place] = [error, x];
    });
    expect(worst, `at ${place}`).toBeLessThanOrEqual(bound);
  });

  it('is the same formula in numbers', () => {
    const different = inputs.filter((x, i) => i % 5 === 0 && !Object.is(floatOf(unaryLanes[operation](plainLanes, bitsOf(x))), outputs[i]));
    expect([...different]).toEqual([]);
  });
});

it('special values', () => {
  const at = (operation: UnaryOperation, ...values: number[]) => evaluate([{ shape: [values.length], values }], x => record(operation, [x], {}));
  const infinity = Number.POSITIVE_INFINITY;
  expect(at('exp', 0, -0, infinity, -infinity, Number.NaN)).toEqual([1, 1, infinity, 0, Number.NaN]);
  expect(at('expm1', 0, -0, infinity, -infinity, Number.NaN)).toEqual([0, -0, infinity, -1, Number.NaN]);
  expect(at('log', 0, -0, infinity, -infinity, Number.NaN, -1, 1)).toEqual([-infinity, -infinity, infinity, Number.NaN, Number.NaN, Number.NaN, 0]);
  expect(at('log1p', 0, -0, infinity, -infinity, Number.NaN, -1, -2)).toEqual([0, -0, infinity, Number.NaN, Number.NaN, -infinity, Number.NaN]);
  expect(at('tanh', 0, -0, infinity, -infinity, Number.NaN)).toEqual([0, -0, 1, -1, Number.NaN]);
  expect(at('sigmoid', 0, -0, infinity, -infinity, Number.NaN)).toEqual([0.5, 0.5, 1, 0, Number.NaN]);
  expect(at('softplus', infinity, -infinity, Number.NaN, 1000)).toEqual([infinity, 0, Number.NaN, 1000]);
  expect(at('erf', 0, -0, infinity, -infinity, Number.NaN, 4, -5)).toEqual([0, -0, 1, -1, Number.NaN, 1, -1]);
  expect(at('sign', 3, -3, 0, -0, Number.NaN, infinity)).toEqual([1, -1, 0, -0, Number.NaN, 1]);
  expect(at('relu', 3, -3, 0, -0, Number.NaN, infinity, -infinity)).toEqual([3, 0, 0, 0, Number.NaN, infinity, 0]);
});
