import * as z from 'zod/mini';
import { defineProjection } from '../components/definition.ts';

/**
 * Sets what is below 0 to 0.
 *
 *     w ← max(w, 0)
 *
 * Shapes: any, kept.
 */
export const nonNegative = defineProjection({
  name: 'nonNegative',
  summary: 'no element below 0: max(w, 0)',
  options: () => z.strictObject({}),
  create: () => ({ project: w => w.relu() }),
});
