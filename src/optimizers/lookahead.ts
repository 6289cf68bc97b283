import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { declaredScalar, declaredSlot } from './declared.ts';
import { mergedSlots } from './merged.ts';
import { named } from './named.ts';
import { newParameters, projected } from './newParameter.ts';
import type { Optimizer } from './optimizer.ts';

/**
 * Lets an optimizer explore for k steps, then goes a part of the way to where it came, and starts again from there.
 *
 *     w ← w − update        after every k-th step: φ ← φ + α·(w − φ), w ← φ
 *
 * The slow weights φ start as w. k is `every` ≥ 1, α is `slowRate` in (0, 1]. The optimizer's own slots are kept.
 * Shapes: any; the slow weights have those of the parameters.
 * Source: Zhang, Lucas, Hinton, Ba, "Lookahead optimizer: k steps forward, 1 step back" (2019).
 */
export const lookahead = defineOptimizer({
  name: 'lookahead',
  summary: 'every k steps of an optimizer, a part of the way to its weights from slow ones',
  options: components => z.strictObject({
    /** The optimizer that explores. */
    optimizer: components.optimizer(),
    /** Steps k from one stop to the next. */
    every: withDefault(z.int().check(z.positive()), 5),
    /** The part α of the way that the slow weights go. */
    slowRate: withDefault(z.number().check(z.positive(), z.lte(1)), 0.5),
  }),
  create: ({ optimizer, every, slowRate }) => lookingAhead(named(optimizer, 'optimizer'), every, slowRate),
});

function lookingAhead(optimizer: Optimizer, every: number, slowRate: number): Optimizer {
  return {
    slots: (shape, path) => ({ slow: { shape, initial: 'parameter' }, ...optimizer.slots?.(shape, path) }),
    scalars: { meeting: { at: step => (step % every === every - 1 ? 1 : 0) }, ...optimizer.scalars },
    requireTraining: training => optimizer.requireTraining?.(training),
    update(context, gradients) {
      const meeting = declaredScalar(context, 'meeting').greater(0);
      const result = optimizer.update(context, gradients);
      const met = [...newParameters(context, result)].map(([path, fast]) => {
        const slow = declaredSlot(context, path, 'slow');
        const middle = projected(context, path, slow.add(fast.sub(slow).mul(slowRate)));
        return { path, fast: meeting.select(middle, fast), slow: meeting.select(middle, slow) };
      });
      const slots = new Map(met.map(({ path, slow }) => [path, { slow }]));
      return { updates: new Map(), parameters: new Map(met.map(({ path, fast }) => [path, fast])), slots: mergedSlots([slots, result.slots]) };
    },
  };
}
