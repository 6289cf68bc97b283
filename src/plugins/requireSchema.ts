import type * as z from 'zod/mini';
import { PluginError } from '../errors.ts';
import { describeValue } from './problem.ts';

/** What `options` of a definition gave, which plain JavaScript may let be anything. Throws a PluginError, located at `where`, if it is known, where it is no schema. */
export function requireSchema(schema: z.core.$ZodType | undefined, contribution: string, where?: string): z.core.$ZodType {
  if (typeof schema?._zod === 'object') return schema;
  throw new PluginError(`the ${contribution} has no schema of its options`, { where, got: describeValue(schema), expected: 'a schema from `options`', next: 'write options: () => z.strictObject({ … })' });
}
