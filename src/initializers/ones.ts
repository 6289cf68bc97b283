import * as z from 'zod/mini';
import { defineInitializer } from '../components/definition.ts';
import { sizeOf } from '../tensor/shape.ts';

/** All ones: w = 1. Usual for the scale of a normalisation. */
export const ones = defineInitializer({
  name: 'ones',
  summary: 'all ones',
  options: () => z.strictObject({}),
  create: () => ({ values: shape => new Float64Array(sizeOf(shape)).fill(1) }),
});
