import * as z from 'zod/mini';
import type { MetricKey } from './commonKeys.ts';

/** The schema of the options that every metric takes beside its own. */
export const metricOptions = z.object({
  /** What the figure goes by, in place of the metric's name: so that one metric can stand in a list twice. `loss` is taken. */
  name: z.optional(z.string().check(z.regex(/^(?!loss$)[^/.\s]+$/u, 'not a name for a figure: it is empty, is `loss`, or holds a space, a dot or a slash'))),
} satisfies Record<MetricKey, z.ZodMiniType>);
