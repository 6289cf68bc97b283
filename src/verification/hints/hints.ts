import type { Evidence, Hint } from './evidence.ts';
import { factorHint } from './factor.ts';
import { missingTermHint } from './missingTerm.ts';
import { atOutputHint, oneSampleHint } from './otherPlace.ts';
import { shiftedHint } from './shifted.ts';
import { transposedHint } from './transposed.ts';
import { upstreamHint } from './upstream.ts';
import { zerosHint } from './zeros.ts';

/** The plainest pattern first: what fits two is told as the first. */
const hints: readonly Hint[] = [zerosHint, factorHint, upstreamHint, transposedHint, missingTermHint, shiftedHint, oneSampleHint, atOutputHint];

/** What the mistake in a gradient looks like; undefined where it fits no known pattern. */
export async function hintFor(evidence: Evidence): Promise<string | undefined> {
  for (const hint of hints) {
    const found = await hint(evidence);
    if (found !== undefined) return found;
  }
  return undefined;
}
