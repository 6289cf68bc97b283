import * as z from 'zod/mini';
import { defineBackend } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { typescriptBackend } from './typescriptBackend.ts';

/** Plain TypeScript, no dependency: float32 for training, float64 as the oracle of checks. */
export const typescript = defineBackend({
  name: 'typescript',
  summary: 'plain TypeScript, in Node and browsers, float32 or float64',
  options: () => z.strictObject({
    /** The floats of the computation. */
    precision: withDefault(z.enum(['float32', 'float64']), 'float32'),
  }),
  shorthand: 'precision',
  create: options => typescriptBackend(options),
});
