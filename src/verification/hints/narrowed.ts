import { alike, at, largestOf } from './evidence.ts';
import type { Evidence, Hint } from './evidence.ts';
import { factorHint } from './factor.ts';
import { formulasHint } from './formula.ts';
import { missingFactorHint } from './missingFactor.ts';
import { upstreamHint } from './upstream.ts';

/** What a mistake in some elements alone may look like. */
const inner: readonly Hint[] = [someZeros, factorHint, formulasHint, upstreamHint, missingFactorHint];

/** The elements that are right, where there are enough of both to read something from. */
export function rightElements({ hand, numeric, elements }: Evidence, wrong: readonly number[]): readonly number[] | undefined {
  const bad = new Set(wrong);
  const right = elements.filter(index => !bad.has(index));
  return wrong.length >= 2 && right.length >= 2 && alike(at(hand), at(numeric), right) ? right : undefined;
}

/** What the wrong elements look like by themselves; undefined where they fit no pattern. */
export async function toldOf(evidence: Evidence, wrong: readonly number[]): Promise<string | undefined> {
  for (const hint of inner) {
    const found = await hint({ ...evidence, elements: wrong });
    if (found !== undefined) return found;
  }
  return undefined;
}

function someZeros({ hand, numeric, elements }: Evidence): string | undefined {
  const [h, n] = [largestOf(at(hand), elements), largestOf(at(numeric), elements)];
  if (h <= 1e-9 * n) return 'it is 0, and should not be';
  return n <= 1e-9 * h ? 'it should be 0, since these elements have no influence' : undefined;
}

/** Whether wrong elements could be chosen from all in so many ways, that they do not lie as they do by chance. */
export function isTelling(wrong: number, right: number, least: number): boolean {
  let ways = 1;
  for (let chosen = 1; chosen <= Math.min(wrong, right); chosen += 1) ways *= (wrong + right - chosen + 1) / chosen;
  return ways >= least;
}
