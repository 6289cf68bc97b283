import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import { ConfigError } from '../errors.ts';
import { mergedRecords, mergedSlots } from './merged.ts';
import { named } from './named.ts';
import type { Optimizer, UpdateResult } from './optimizer.ts';

/**
 * Transforms one after the other: the updates of each are the gradients of the next. A full optimizer is such a transform too.
 *
 *     update = tₙ(… t₂(t₁(g)))
 *
 * Usual order: clip, then the direction, then decoupled decay, then scale by the rate. An optimizer that has a rate of its own is a mere direction at rate 1:
 * `chain([clipByGlobalNorm(1), adam({ learningRate: 1 }), decoupledWeightDecay({ decay: 0.1, excludeBiases: true }), scaleByRate(0.001)])`.
 * Shapes: those of the transforms; the last gives updates of the gradients' shapes.
 * Throws a ConfigError where a transform before the last gives parameters their values outright, as `accumulate`, `averageWeights` and `lookahead` do.
 */
export const chain = defineOptimizer({
  name: 'chain',
  summary: 'transforms of gradients one after the other',
  options: components => z.strictObject({
    /** The transforms, in their order. */
    transforms: z.readonly(z.array(components.optimizer()).check(z.minLength(1))),
  }),
  shorthand: 'transforms',
  create: ({ transforms }) => chainOf(transforms),
});

/**
 * A chain as an Optimizer.
 * Slots and scalars of transform i are named `i.name`.
 */
export function chainOf(transforms: readonly Optimizer[]): Optimizer {
  const links = transforms.map((transform, index) => named(transform, String(index), `transforms[${index}]`));
  return {
    slots: (parameter, path) => mergedRecords(links.map(link => link.slots?.(parameter, path))),
    scalars: mergedRecords(links.map(link => link.scalars)),
    requireTraining: training => links.forEach(link => link.requireTraining?.(training)),
    update(context, gradients) {
      const results: UpdateResult[] = [];
      for (const [index, link] of links.entries()) {
        const last = results.at(-1);
        requireUpdates(last, index - 1);
        results.push(link.update(context, last?.updates ?? gradients));
      }
      return { ...results.at(-1), updates: results.at(-1)?.updates ?? gradients, slots: mergedSlots(results.map(({ slots }) => slots)) };
    },
  };
}

function requireUpdates(result: UpdateResult | undefined, index: number): void {
  if (result?.parameters === undefined || result.parameters.size === 0) return;
  throw new ConfigError('a transform that gives parameters their values is not the last of a chain', {
    where: `transforms[${index}]`, expected: 'updates, which the next transform can go on with', next: 'put the chain into it, as its optimizer',
  });
}
