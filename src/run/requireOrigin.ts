import * as z from 'zod/mini';
import { checkedOptions, functionSchema } from '../training/callOptions.ts';
import type { RunOrigin } from './assembleRun.ts';

const originShape = {
  folder: z.optional(z.string()),
  placeOf: z.optional(functionSchema<NonNullable<RunOrigin['placeOf']>>()),
  located: z.optional(functionSchema<NonNullable<RunOrigin['located']>>()),
  stored: z.optional(z.looseObject({ inputs: z.array(z.unknown()), targets: z.array(z.unknown()), standardisation: z.looseObject({}) })),
  withoutSamples: z.optional(z.boolean()),
  unrecorded: z.optional(z.boolean()),
  divide: z.optional(functionSchema<NonNullable<RunOrigin['divide']>>()),
  change: z.optional(functionSchema<NonNullable<RunOrigin['change']>>()),
} satisfies Record<keyof RunOrigin, z.ZodMiniType>;

/** Throws a ConfigError where the last argument of a call that makes a run does not say where its config came from; keys of a config have no place there. */
export function requireOrigin(origin: unknown, call: string): void {
  checkedOptions(z.strictObject(originShape), origin, `${call}.origin`);
}

/** As `requireOrigin`, for the core's `createRun`, whose components are a part of it and are checked by themselves. */
export function requireCoreOrigin(origin: unknown): void {
  checkedOptions(z.strictObject({ ...originShape, components: z.optional(z.unknown()) }), origin, 'createRun.origin');
}
