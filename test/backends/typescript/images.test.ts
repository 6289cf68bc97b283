import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inferType } from '../../../src/tensor/inference.ts';
import type { ConvolutionAttributes, PoolingAttributes } from '../../../src/tensor/operations.ts';
import { sizeOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import { record } from '../../../src/tensor/tensor.ts';
import { expectClose } from '../../../src/verification/closeTo.ts';
import { tolerances } from '../../../src/verification/tolerances.ts';
import { elementAt, evaluate, indicesOf } from './evaluate.ts';
import type { Values } from './evaluate.ts';

interface Case extends ConvolutionAttributes {
  readonly image: Shape;
  readonly kernel: Shape;
}

const pair = <T>(one: fc.Arbitrary<T>) => fc.tuple(one, one);
const channels = fc.integer({ min: 1, max: 3 });
const cases: fc.Arbitrary<Case> = fc.record({
  strides: pair(fc.integer({ min: 1, max: 3 })), dilations: pair(fc.integer({ min: 1, max: 2 })), padding: pair(pair(fc.nat(2))),
  batch: fc.integer({ min: 1, max: 2 }), extents: pair(fc.integer({ min: 5, max: 7 })), window: pair(fc.integer({ min: 1, max: 3 })), channels, outputChannels: channels,
}).map(({ batch, extents, window, channels: own, outputChannels, ...attributes }) => ({ ...attributes, image: [batch, ...extents, own], kernel: [...window, own, outputChannels] }));

function numbered(shape: Shape, seed: number): Values {
  return { shape, values: Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin((i + 1) * (seed + 0.37))) };
}

/** The places (n, y, x) of the image that output (n, y′, x′) sees, with the indices of the window; undefined in the padding. */
function seen({ image, strides, dilations, padding }: Omit<Case, 'kernel'>, [n = 0, y = 0, x = 0]: readonly number[], [i = 0, j = 0]: readonly number[]): readonly number[] | undefined {
  const row = y * strides[0] + i * dilations[0] - padding[0][0];
  const column = x * strides[1] + j * dilations[1] - padding[1][0];
  return row >= 0 && row < (image[1] ?? 0) && column >= 0 && column < (image[2] ?? 0) ? [n, row, column] : undefined;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((total, value, i) => total + value * (b[i] ?? Number.NaN), 0);
}

describe.each(['float32', 'float64'] as const)('convolution in %s', precision => {
  it('equals its definition, and its two adjoints fit it', () => {
    fc.assert(fc.property(cases, ({ image, kernel, ...attributes }) => {
      const { shape } = inferType('convolution', [{ shape: image, dtype: 'float' }, { shape: kernel, dtype: 'float' }], attributes);
      const [x, k, dy] = [numbered(image, 1), numbered(kernel, 2), numbered(shape, 3)];
      const expected = indicesOf(shape).map(output => indicesOf(kernel).filter(([, , , to]) => to === output[3]).reduce((total, place) => {
        const pixel = seen({ image, ...attributes }, output, place);
        return pixel === undefined ? total : total + elementAt(x, [...pixel, place[2] ?? 0]) * elementAt(k, place);
      }, 0));
      const y = evaluate(precision, [x, k], (a, b) => record('convolution', [a, b], attributes));
      expectClose(y, expected, tolerances[precision]);
      // ⟨dy, conv(x, k)⟩ = ⟨x, imageGradient(dy, k)⟩ = ⟨k, kernelGradient(x, dy)⟩, for every x and k: change one of them and all must still agree.
      const dx = evaluate(precision, [dy, k], (a, b) => record('convolutionImageGradient', [a, b], { ...attributes, imageShape: image }));
      const dk = evaluate(precision, [x, dy], (a, b) => record('convolutionKernelGradient', [a, b], { ...attributes, kernelShape: kernel }));
      expectClose([dot(x.values, dx), dot(k.values, dk)], [dot(dy.values, y), dot(dy.values, y)], tolerances[precision]);
      const other = numbered(image, 4);
      const otherKernel = numbered(kernel, 5);
      expectClose([dot(other.values, dx)], [dot(dy.values, evaluate(precision, [other, k], (a, b) => record('convolution', [a, b], attributes)))], tolerances[precision]);
      expectClose([dot(otherKernel.values, dk)], [dot(dy.values, evaluate(precision, [x, otherKernel], (a, b) => record('convolution', [a, b], attributes)))], tolerances[precision]);
    }), { numRuns: 25 });
  });
});

/** Poolings in which every window meets the image: the padding is less than the window. */
const poolings = cases.map(({ image, kernel, strides, padding }) => {
  const window: [number, number] = [kernel[0] ?? 1, kernel[1] ?? 1];
  const within = (own: readonly [number, number], extent: number): [number, number] => [Math.min(own[0], extent - 1), Math.min(own[1], extent - 1)];
  const attributes: PoolingAttributes = { window, strides, padding: [within(padding[0], window[0]), within(padding[1], window[1])] };
  return { image, attributes };
});

describe.each(['float32', 'float64'] as const)('pooling in %s', precision => {
  it('takes the maximum or the mean of the real elements of a window', () => {
    fc.assert(fc.property(poolings, ({ image, attributes }) => {
      const x = numbered(image, 1);
      const { shape } = inferType('maxPool', [{ shape: image, dtype: 'float' }], attributes);
      const windows = indicesOf(shape).map(output => indicesOf(attributes.window).flatMap(place => {
        const pixel = seen({ image, dilations: [1, 1], ...attributes }, output, place);
        return pixel === undefined ? [] : [elementAt(x, [...pixel, output[3] ?? 0])];
      }));
      expect(evaluate(precision, [x], t => record('maxPool', [t], attributes))).toEqual(windows.map(own => Math.max(...own)));
      const mean = evaluate(precision, [x], t => record('averagePool', [t], attributes));
      expectClose(mean, windows.map(own => own.reduce((a, b) => a + b, 0) / own.length), tolerances[precision]);
      const dy = numbered(shape, 2);
      const dMean = evaluate(precision, [dy], t => record('averagePoolGradient', [t], { ...attributes, imageShape: image }));
      expectClose([dot(x.values, dMean)], [dot(dy.values, mean)], tolerances[precision]);
    }), { numRuns: 25 });
  });
  it('the gradient of a maximum goes to its first place', () => {
    const attributes: PoolingAttributes = { window: [2, 2], strides: [1, 2], padding: [[0, 0], [0, 0]] };
    const x = { shape: [1, 3, 4, 1], values: [1, 5, 2, 2, 5, 0, 2, 2, 0, 7, Number.NaN, 3] };
    const dy = { shape: [1, 2, 2, 1], values: [1, 10, 100, 1000] };
    const dx = evaluate(precision, [x, dy], (t, d) => record('maxPoolGradient', [t, record('maxPool', [t], attributes), d], attributes));
    expect(dx).toEqual([0, 1, 10, 0, 0, 0, 0, 0, 0, 100, 1000, 0]);
  });
});
