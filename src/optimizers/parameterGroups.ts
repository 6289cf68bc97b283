import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import type { ComponentSchemas } from '../components/definition.ts';
import { nonNegative, within } from '../components/ranges.ts';
import { groupedOptimizer } from './groupedOptimizer.ts';
import type { Group } from './groupedOptimizer.ts';

const patterns = z.pipe(z.union([z.string(), z.readonly(z.array(z.string()).check(z.minLength(1)))]), z.transform(match => (typeof match === 'string' ? [match] : match)));

const group = (components: ComponentSchemas) => z.pipe(z.strictObject({
  /** A pattern of paths, or a list of them: `*` is any part of a segment, `**` any number of segments. */
  match: patterns,
  /** The group’s own optimizer. */
  optimizer: z.optional(components.optimizer()),
  /** Keeps the group’s parameters as they are. */
  frozen: z.optional(z.literal(true)),
  /** Multiplies the updates of the optimizer `rest`. */
  rateScale: z.optional(within(components.schedule(), nonNegative)),
}), z.transform((options, context): Group => {
  const { match: own, optimizer, frozen, rateScale } = options;
  const given = [optimizer, frozen, rateScale].filter(option => option !== undefined);
  if (given.length !== 1) context.issues.push({ code: 'custom', input: options, message: `a group has one of optimizer, frozen and rateScale, not ${given.length === 0 ? 'none' : 'several'}` });
  return { patterns: own, treatment: optimizer ?? (rateScale === undefined ? 'frozen' : { rateScale }) };
}));

/**
 * Different treatment of different parameters, told apart by patterns of their paths. The first group that matches a parameter has it.
 *
 *     optimizer:     w ← w − update, the group's own
 *     rateScale:     w ← w − s·update, of the optimizer `rest`
 *     frozen:        w stays, bit for bit, and its gradient is not computed
 *
 * Each of `groups` has `match`, a pattern or a list of them, and one of `optimizer`, `rateScale` (s ≥ 0, may be a schedule) and `frozen: true`. `rest` is the optimizer
 * of all other parameters. In a pattern `*` stands for any part of a path's segment, `**` for any number of segments: `encoder/**`, `dense_2/*`. A common norm is that of the
 * parameters which one optimizer has.
 * Shapes: any; those of the optimizers.
 * Throws a ConfigError for a pattern that matches no parameter, for a group that those before it leave none, where all parameters are frozen, and where `rateScale` meets an optimizer `rest` that gives values, not updates.
 */
export const parameterGroups = defineOptimizer({
  name: 'parameterGroups',
  summary: 'optimizers, rates or freezing by patterns of the parameters’ paths',
  options: components => z.strictObject({
    /** The groups; the first that matches a parameter has it. */
    groups: z.readonly(z.array(group(components)).check(z.minLength(1))),
    /** The optimizer of all other parameters. */
    rest: components.optimizer(),
  }),
  create: ({ groups, rest }) => groupedOptimizer(groups, rest),
});
