import fc from 'fast-check';
import { randomFlip, randomShift } from '../../../src/layers/index.ts';
import { extent } from '../random.ts';
import { cases } from './layerCase.ts';
import type { LayerCase } from './layerCase.ts';

const image = fc.tuple(extent, extent, fc.integer({ min: 1, max: 2 }));
const pixels = fc.integer({ min: 0, max: 5 });

/** Random cases of the layers that change images while training. */
export const augmentationCases: Readonly<Record<string, fc.Arbitrary<LayerCase>>> = {
  randomFlip: cases(fc.record({ image, direction: fc.constantFrom('horizontal' as const, 'vertical' as const), probability: fc.constantFrom(0, 0.5, 1) }), ({ image: shape, ...options }) => (
    { layer: randomFlip(options), inputs: [shape] })),
  randomShift: cases(fc.record({ image, height: pixels, width: pixels }), ({ image: shape, ...options }) => ({ layer: randomShift(options), inputs: [shape] })),
};
