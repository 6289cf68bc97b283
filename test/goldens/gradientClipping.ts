import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Bench, Comparison, Golden } from './golden.ts';
import { flat, nestedSchema, shapeOf } from './nested.ts';
import type { Nested } from './nested.ts';
import { Updates } from './updates.ts';

const schema = goldenSchema.extend({
  config: z.object({ clipvalue: z.number().optional(), clipnorm: z.number().optional(), global_clipnorm: z.number().optional() }),
  grad: z.array(nestedSchema),
  expected: nestedSchema.optional(),
  expected_f64: nestedSchema,
  expected_norm_after: z.number().optional(),
  tolerance: toleranceSchema,
});

/**
 * Clipping by value, by the norm of each tensor and by their common norm: alone, and as the option of gradient descent at rate 1. From parameters of 0 the update is the
 * clipped gradient, negated.
 */
export async function gradientClipping(raw: Golden, bench: Bench): Promise<readonly Comparison[]> {
  const { config, grad, expected, expected_f64: exact, expected_norm_after: norm, tolerance } = schema.parse(raw);
  const tensors = config.global_clipnorm === undefined ? [grad] : grad;
  const comparisons: Comparison[] = [];
  for (const optimizer of clippers(config)) {
    const actual = await clipped(bench, optimizer, tensors);
    comparisons.push({ label: `gradient after ${optimizer.use}`, actual, exact: flat(exact), peer: expected === undefined ? undefined : flat(expected), tolerance });
    if (norm !== undefined) comparisons.push({ label: `norm after ${optimizer.use}`, actual: [Math.hypot(...actual)], peer: [norm], tolerance });
  }
  return comparisons;
}

function clippers({ clipvalue, clipnorm, global_clipnorm: globalNorm }: z.output<typeof schema>['config']): readonly Reference<'optimizer'>[] {
  const sgd = { use: 'sgd', learningRate: 1 };
  if (clipvalue !== undefined) return [{ use: 'clipByValue', limit: clipvalue }, { ...sgd, clipValue: clipvalue }];
  if (clipnorm !== undefined) return [{ use: 'clipByNorm', limit: clipnorm }, { ...sgd, clipNorm: clipnorm }];
  return [{ use: 'clipByGlobalNorm', limit: globalNorm }, { ...sgd, clipGlobalNorm: globalNorm }];
}

async function clipped(bench: Bench, optimizer: Reference<'optimizer'>, tensors: readonly Nested[]): Promise<readonly number[]> {
  const named = tensors.map((tensor, index) => [`w${index}`, tensor] as const);
  const updates = new Updates(bench, optimizer, Object.fromEntries(named.map(([name, tensor]) => [name, shapeOf(tensor)])));
  await updates.step(0, Object.fromEntries(named.map(([name, tensor]) => [name, flat(tensor)])));
  const results: number[] = [];
  for (const [name] of named) results.push(...Array.from(await updates.parameter(name), value => -value));
  return results;
}
