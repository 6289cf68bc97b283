import type { Tensors } from '../tensor/tensor.ts';
import type { ByParameter } from './optimizer.ts';

/** What several parts of an optimizer declare by name, together. */
export function mergedRecords<T>(parts: readonly (Readonly<Record<string, T>> | undefined)[]): Record<string, T> {
  return Object.fromEntries(parts.flatMap(part => Object.entries(part ?? {})));
}

/** The slots that several parts of an optimizer give, those of a parameter together. */
export function mergedSlots(parts: readonly (ByParameter<Tensors> | undefined)[]): ByParameter<Tensors> {
  const merged = new Map<string, Tensors>();
  for (const part of parts) {
    for (const [path, own] of part ?? []) merged.set(path, { ...merged.get(path), ...own });
  }
  return merged;
}
