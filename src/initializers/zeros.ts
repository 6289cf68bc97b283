import * as z from 'zod/mini';
import { defineInitializer } from '../components/definition.ts';
import { sizeOf } from '../tensor/shape.ts';

/** All zeros: w = 0. Usual for biases; a kernel of zeros keeps the units of a layer alike forever. */
export const zeros = defineInitializer({
  name: 'zeros',
  summary: 'all zeros',
  options: () => z.strictObject({}),
  create: () => ({ values: shape => new Float64Array(sizeOf(shape)) }),
});
