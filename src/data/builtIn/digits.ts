import * as z from 'zod/mini';
import { defineDataSource } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { classTarget } from '../classTarget.ts';
import { builtInOptions, builtInSource } from './builtInSource.ts';

const table = { file: 'digits.csv', skipLines: 0, categories: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] };

/**
 * Handwritten digits in 8 × 8 pixels: 1797 samples, about 180 of each digit. They are the test part of the original set.
 *
 * Shapes: input [64], or [8, 8, 1] without `flatten`, from 0 (white) to 1 (ink); target [], the digit, or [10] with `target: oneHot`.
 * Throws a DataError where `test` leaves a part empty.
 * Source: Alpaydin, Kaynak, "Optical recognition of handwritten digits", UCI Machine Learning Repository (1998).
 */
export const digits = defineDataSource({
  name: 'digits',
  summary: 'handwritten digits: 1797 samples of 8 × 8 pixels',
  options: () => z.strictObject({
    ...builtInOptions,
    /** Whether a sample is a row of pixels, or else an image. */
    flatten: withDefault(z.boolean(), true),
    target: classTarget,
  }),
  create: ({ flatten, ...options }) => builtInSource({ ...table, layout: { shape: flatten ? [64] : [8, 8, 1], scale: 1 / 16 } }, options),
});
