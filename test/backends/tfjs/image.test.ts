import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { ConvolutionAttributes, PoolingAttributes } from '../../../src/tensor/operations.ts';
import { sizeOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import { record } from '../../../src/tensor/tensor.ts';
import { expectClose } from '../../../src/verification/closeTo.ts';
import { tolerances } from '../../../src/verification/tolerances.ts';
import { devices } from './devices.ts';
import { evaluate, fed } from './evaluate.ts';

const values = (shape: Shape, seed: number) => Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 29 + seed * 13) % 17) / 8 - 1);
const pair = (max: number) => fc.tuple(fc.integer({ min: 1, max }), fc.integer({ min: 1, max }));
const padding = fc.tuple(fc.tuple(fc.nat(1), fc.nat(1)), fc.tuple(fc.nat(1), fc.nat(1)));
const offset = ([, height = 0, width = 0, channels = 0]: Shape, n: number, row: number, column: number, c: number) => ((n * height + row) * width + column) * channels + c;

/** Calls `visit` with each pixel that a window meets: its place in the image, the output and the window; padding is left out. */
function meet(image: Shape, output: Shape, window: readonly [number, number], attributes: Omit<ConvolutionAttributes, 'dilations'> & { readonly dilations?: readonly [number, number] },
  visit: (at: { n: number; row: number; column: number; outRow: number; outColumn: number; tap: number }) => void): void {
  const { strides, padding: [[top], [left]], dilations = [1, 1] } = attributes;
  for (let n = 0; n < (image[0] ?? 0); n++) for (let outRow = 0; outRow < (output[1] ?? 0); outRow++) for (let outColumn = 0; outColumn < (output[2] ?? 0); outColumn++) {
    for (let tap = 0; tap < window[0] * window[1]; tap++) {
      const row = outRow * strides[0] + Math.floor(tap / window[1]) * dilations[0] - top;
      const column = outColumn * strides[1] + (tap % window[1]) * dilations[1] - left;
      if (row >= 0 && row < (image[1] ?? 0) && column >= 0 && column < (image[2] ?? 0)) visit({ n, row, column, outRow, outColumn, tap });
    }
  }
}

const outputShape = (image: Shape, window: readonly [number, number], { strides, padding: [rows, columns], dilations = [1, 1] }: Omit<ConvolutionAttributes, 'dilations'> & { readonly dilations?: readonly [number, number] }, channels: number): Shape => {
  const count = (extent: number, size: number, stride: number, dilation: number, [before, after]: readonly [number, number]) => Math.floor((extent + before + after - (size - 1) * dilation - 1) / stride) + 1;
  return [image[0] ?? 0, count(image[1] ?? 0, window[0], strides[0], dilations[0], rows), count(image[2] ?? 0, window[1], strides[1], dilations[1], columns), channels];
};

for (const { title, missing, backend } of devices) {
  describe.skipIf(missing)(`images on ${title}`, () => {
    it('convolution and both adjoints, with strides, dilations and padding', () => {
      fc.assert(fc.property(pair(3), pair(2), pair(2), padding, pair(3), fc.integer({ min: 1, max: 2 }), (window, strides, dilations, around, [channels, filters], n) => {
        const attributes: ConvolutionAttributes = { strides, dilations, padding: around };
        const image = [n, 6, 7, channels];
        const kernel = [...window, channels, filters];
        const output = outputShape(image, window, attributes, filters);
        const [x, k, dy] = [values(image, 1), values(kernel, 2), values(output, 3)];
        const expected = { y: new Float64Array(sizeOf(output)), dx: new Float64Array(x.length), dk: new Float64Array(k.length) };
        meet(image, output, window, attributes, ({ n: sample, row, column, outRow, outColumn, tap }) => {
          for (let c = 0; c < channels; c++) for (let f = 0; f < filters; f++) {
            const [from, weight, to] = [offset(image, sample, row, column, c), (tap * channels + c) * filters + f, offset(output, sample, outRow, outColumn, f)];
            expected.y[to] = (expected.y[to] ?? 0) + (x[from] ?? 0) * (k[weight] ?? 0);
            expected.dx[from] = (expected.dx[from] ?? 0) + (dy[to] ?? 0) * (k[weight] ?? 0);
            expected.dk[weight] = (expected.dk[weight] ?? 0) + (dy[to] ?? 0) * (x[from] ?? 0);
          }
        });
        const { y = [], dx = [], dk = [] } = evaluate(backend(), [fed(x, image), fed(k, kernel), fed(dy, output)], (a, b, d) => ({
          y: record('convolution', [a, b], attributes),
          dx: record('convolutionImageGradient', [d, b], { ...attributes, imageShape: image }),
          dk: record('convolutionKernelGradient', [a, d], { ...attributes, kernelShape: kernel }),
        }));
        expectClose(y, expected.y, tolerances.float32, 'y');
        expectClose(dx, expected.dx, tolerances.float32, 'dImage');
        expectClose(dk, expected.dk, tolerances.float32, 'dKernel');
      }), { numRuns: 25 });
    });

    it('pooling and its adjoints; a tie gives its gradient to the first', () => {
      const windows = fc.tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 2, max: 3 }));
      fc.assert(fc.property(windows, pair(2), padding, fc.integer({ min: 1, max: 3 }), (window, strides, around, channels) => {
        const attributes: PoolingAttributes = { window, strides, padding: around };
        const image = [2, 5, 6, channels];
        const output = outputShape(image, window, attributes, channels);
        const [x, dy] = [values(image, 1), values(output, 4)];
        const taken = Array.from({ length: sizeOf(output) }, (): number[] => []);
        meet(image, output, window, attributes, ({ n, row, column, outRow, outColumn }) => {
          for (let c = 0; c < channels; c++) taken[offset(output, n, outRow, outColumn, c)]?.push(offset(image, n, row, column, c));
        });
        const value = (at: number) => x[at] ?? 0;
        const [dMax, dMean] = [new Float64Array(x.length), new Float64Array(x.length)];
        for (const [to, from] of taken.entries()) {
          const largest = Math.max(...from.map(value));
          const first = from.find(at => value(at) === largest) ?? 0;
          dMax[first] = (dMax[first] ?? 0) + (dy[to] ?? 0);
          for (const at of from) dMean[at] = (dMean[at] ?? 0) + (dy[to] ?? 0) / from.length;
        }
        const y = evaluate(backend(), [fed(x, image), fed(dy, output)], (a, d) => {
          const max = record('maxPool', [a], attributes);
          return {
            max, mean: record('averagePool', [a], attributes),
            dMax: record('maxPoolGradient', [a, max, d], attributes), dMean: record('averagePoolGradient', [d], { ...attributes, imageShape: image }),
          };
        });
        expectClose(y['max'] ?? [], taken.map(from => Math.max(...from.map(value))), tolerances.float32, 'max');
        expectClose(y['mean'] ?? [], taken.map(from => from.reduce((sum, at) => sum + value(at), 0) / from.length), tolerances.float32, 'mean');
        expectClose(y['dMax'] ?? [], dMax, tolerances.float32, 'dMax');
        expectClose(y['dMean'] ?? [], dMean, tolerances.float32, 'dMean');
      }), { numRuns: 25 });
    });
  });
}
