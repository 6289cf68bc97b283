import * as z from 'zod';
import { defineBackend } from '../../components/definition.ts';
import { typescriptBackend } from './typescriptBackend.ts';

/** Plain TypeScript, no dependency: float32 for training, float64 as the oracle of checks. */
export const typescript = defineBackend({
  name: 'typescript',
  summary: 'plain TypeScript, in Node and browsers, float32 or float64',
  options: () => z.strictObject({ precision: z.enum(['float32', 'float64']).default('float32') }),
  shorthand: 'precision',
  create: options => typescriptBackend(options),
});
