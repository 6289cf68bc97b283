import fc from 'fast-check';
import { beforeAll, describe, it } from 'vitest';
import type { Backend } from '../../../src/backends/backend.ts';
import { typescriptBackend } from '../../../src/backends/typescript/typescriptBackend.ts';
import { inferType } from '../../../src/tensor/inference.ts';
import type { ConvolutionAttributes, PoolingAttributes } from '../../../src/tensor/operations.ts';
import { sizeOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import { record } from '../../../src/tensor/tensor.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { expectClose } from '../../../src/verification/closeTo.ts';
import { tolerances } from '../../../src/verification/tolerances.ts';
import { backendOn, devices } from './devices.ts';
import { evaluate, fed } from './evaluate.ts';
import type { Fed } from './evaluate.ts';

const oracle = typescriptBackend({ precision: 'float64' });
const drawn = (shape: Shape, seed: number) => fed(Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 29 + seed * 13) % 17) / 8 - 1), shape);
const pair = (max: number) => fc.tuple(fc.integer({ min: 1, max }), fc.integer({ min: 1, max }));
const padding = fc.tuple(fc.tuple(fc.nat(1), fc.nat(1)), fc.tuple(fc.nat(1), fc.nat(1)));
const float = (shape: Shape) => ({ shape, dtype: 'float' } as const);

for (const { device, title, missing } of devices) {
  describe.skipIf(missing)(`images on ${title}`, () => {
    let backend: Backend;
    beforeAll(async () => { backend = await backendOn(device); });

    async function agrees(feeds: readonly Fed[], build: (...inputs: Tensor[]) => Readonly<Record<string, Tensor>>) {
      const [actual, expected] = [await evaluate(backend, feeds, build), await evaluate(oracle, feeds, build)];
      for (const [name, values] of Object.entries(expected)) expectClose(actual[name] ?? [], values, tolerances.float32, name);
    }

    it('convolution and both adjoints, with strides, dilations, padding and what a stride leaves over', async () => {
      await fc.assert(fc.asyncProperty(pair(3), pair(3), pair(2), padding, pair(3), fc.integer({ min: 1, max: 2 }), async (window, strides, dilations, around, [channels, filters], n) => {
        const attributes: ConvolutionAttributes = { strides, dilations, padding: around };
        const [imageShape, kernelShape] = [[n, 6, 7, channels], [...window, channels, filters]];
        const { shape: output } = inferType('convolution', [float(imageShape), float(kernelShape)], attributes);
        await agrees([drawn(imageShape, 1), drawn(kernelShape, 2), drawn(output, 3)], (x, k, dy) => ({
          y: record('convolution', [x, k], attributes),
          dx: record('convolutionImageGradient', [dy, k], { ...attributes, imageShape }),
          dk: record('convolutionKernelGradient', [x, dy], { ...attributes, kernelShape }),
        }));
      }), { numRuns: 25, seed: 1 });
    });

    it('pooling and its adjoints; a tie gives its gradient to the first', async () => {
      const windows = fc.tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 2, max: 3 }));
      await fc.assert(fc.asyncProperty(windows, pair(3), padding, fc.integer({ min: 1, max: 3 }), async (window, strides, around, channels) => {
        const attributes: PoolingAttributes = { window, strides, padding: around };
        const imageShape = [2, 5, 6, channels];
        const { shape: output } = inferType('maxPool', [float(imageShape)], attributes);
        await agrees([drawn(imageShape, 1), drawn(output, 4)], (x, dy) => {
          const max = record('maxPool', [x], attributes);
          return {
            max, mean: record('averagePool', [x], attributes),
            dMax: record('maxPoolGradient', [x, max, dy], attributes), dMean: record('averagePoolGradient', [dy], { ...attributes, imageShape }),
          };
        });
      }), { numRuns: 25, seed: 1 });
    });
  });
}
