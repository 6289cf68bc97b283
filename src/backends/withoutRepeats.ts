import type { Gap } from './backend.ts';

/** Gaps told once a layer, however many of its nodes have them. */
export function withoutRepeats(gaps: readonly Gap[]): readonly Gap[] {
  return [...new Map(gaps.map(gap => [`${gap.operation} ${gap.path} ${gap.reason}`, gap])).values()];
}
