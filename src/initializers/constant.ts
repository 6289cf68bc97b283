import * as z from 'zod/mini';
import { defineInitializer } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { sizeOf } from '../tensor/shape.ts';

/** One number everywhere: w = value, 0 if none is given. */
export const constant = defineInitializer({
  name: 'constant',
  summary: 'one number everywhere',
  options: () => z.strictObject({
    /** The number. */
    value: withDefault(z.number(), 0),
  }),
  shorthand: 'value',
  create: ({ value }) => ({ exact: true, values: shape => new Float64Array(sizeOf(shape)).fill(value) }),
});
