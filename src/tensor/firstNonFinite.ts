import type { HostArray } from './dtype.ts';

/** The index of the first NaN or infinity, or −1. */
export function firstNonFinite(values: HostArray): number {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value - value !== 0) return i;
  }
  return -1;
}
