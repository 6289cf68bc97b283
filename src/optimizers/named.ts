import type { Tensors } from '../tensor/tensor.ts';
import { inPlace } from './inPlace.ts';
import type { ByParameter, Optimizer } from './optimizer.ts';

/** An optimizer as a part of another: its slots and scalars go by `name.…`, so that those of several parts do not meet. `place` is where the other's options have it. */
export function named(optimizer: Optimizer, name: string, place = name): Optimizer {
  return {
    requireTraining: training => inPlace(place, () => optimizer.requireTraining?.(training)),
    slots: (shape, path) => prefixed(name, optimizer.slots?.(shape, path) ?? {}),
    scalars: prefixed(name, optimizer.scalars ?? {}),
    update(context, gradients) {
      const slots = mapTensors(context.slots, own => unprefixed(name, own));
      const result = inPlace(place, () => optimizer.update({ ...context, slots, scalars: unprefixed(name, context.scalars) }, gradients));
      return { ...result, slots: mapTensors(result.slots ?? new Map(), own => prefixed(name, own)) };
    },
  };
}

function mapTensors(tensors: ByParameter<Tensors>, map: (own: Tensors) => Tensors): ByParameter<Tensors> {
  return new Map([...tensors].map(([path, own]) => [path, map(own)]));
}

function prefixed<T>(name: string, record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([own, value]) => [`${name}.${own}`, value]));
}

function unprefixed<T>(name: string, record: Readonly<Record<string, T>>): Record<string, T> {
  const start = `${name}.`;
  const own = Object.entries(record).filter(([full]) => full.startsWith(start));
  return Object.fromEntries(own.map(([full, value]) => [full.slice(start.length), value]));
}
