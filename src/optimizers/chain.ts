import { z } from 'zod';
import { defineOptimizer } from '../components/definition.ts';
import type { Tensors } from '../tensor/tensor.ts';
import type { ByParameter, Optimizer, UpdateContext } from './optimizer.ts';

/**
 * Transforms one after the other: the updates of each are the gradients of the next. A full optimizer is such a transform too.
 *
 *     update = tₙ(… t₂(t₁(g)))
 *
 * Usual order: clip, then the direction, then decoupled decay, then scale by the rate. An optimizer that has a rate of its own is a mere direction at rate 1:
 * `chain([clipByGlobalNorm(1), adam({ learningRate: 1 }), decoupledWeightDecay({ decay: 0.1, excludeBiases: true }), scaleByRate(0.001)])`.
 * Shapes: those of the transforms; the last gives updates of the gradients' shapes.
 */
export const chain = defineOptimizer({
  name: 'chain',
  summary: 'transforms of gradients one after the other',
  options: components => z.strictObject({ transforms: z.array(components.optimizer()).min(1).readonly() }),
  shorthand: 'transforms',
  create: ({ transforms }) => chainOf(transforms),
});

/**
 * A chain as an Optimizer.
 * Slots and scalars of transform i are named `i.name`.
 */
export function chainOf(transforms: readonly Optimizer[]): Optimizer {
  return {
    slots: parameter => merge(transforms.map(transform => transform.slots?.(parameter) ?? {})),
    scalars: merge(transforms.map(transform => transform.scalars ?? {})),
    update(context, gradients) {
      const slots = new Map<string, Tensors>();
      let updates = gradients;
      transforms.forEach((transform, index) => {
        const result = transform.update(inner(context, index), updates);
        updates = result.updates;
        for (const [path, own] of result.slots ?? []) slots.set(path, { ...slots.get(path), ...prefixed(own, index) });
      });
      return { updates, slots };
    },
  };
}

function inner(context: UpdateContext, index: number): UpdateContext {
  const slots: ByParameter<Tensors> = new Map([...context.slots].map(([path, own]) => [path, unprefixed(own, index)]));
  return { parameters: context.parameters, slots, scalars: unprefixed(context.scalars, index) };
}

function merge<T>(records: readonly Readonly<Record<string, T>>[]): Record<string, T> {
  return Object.assign({}, ...records.map(prefixed)) as Record<string, T>;
}

function prefixed<T>(record: Readonly<Record<string, T>>, index: number): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [`${index}.${name}`, value]));
}

function unprefixed<T>(record: Readonly<Record<string, T>>, index: number): Record<string, T> {
  const start = `${index}.`;
  const own = Object.entries(record).filter(([name]) => name.startsWith(start));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(start.length), value]));
}
