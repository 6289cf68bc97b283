import { chainHint } from './chain.ts';
import { crossTermsHint } from './crossTerms.ts';
import type { Evidence, Hint } from './evidence.ts';
import { factorHint } from './factor.ts';
import { expectedFormulaHint, formulasHint } from './formula.ts';
import { missingFactorHint } from './missingFactor.ts';
import { chainTermHint, penaltyTermHint } from './missingTerm.ts';
import { noiseHint } from './noise.ts';
import { atOutputHint, oneSampleHint } from './otherPlace.ts';
import { pieceHint } from './pieces.ts';
import { shiftedHint } from './shifted.ts';
import { sliceHint } from './slices.ts';
import { rowFactorHint, rowSumHint, wrongAxisHint } from './sums.ts';
import { transposedHint, untransposedHint } from './transposed.ts';
import { upstreamHint } from './upstream.ts';
import { maskHint, zerosHint } from './zeros.ts';

/** The plainest pattern first: what fits two is told as the first. */
const hints: readonly Hint[] = [
  zerosHint, factorHint, noiseHint, transposedHint, untransposedHint, pieceHint, upstreamHint, chainHint, oneSampleHint, atOutputHint, penaltyTermHint,
  formulasHint, chainTermHint, missingFactorHint, sliceHint, maskHint,
  shiftedHint, rowSumHint, rowFactorHint, wrongAxisHint, crossTermsHint, expectedFormulaHint,
];

/** What the mistake in a gradient looks like; undefined where it fits no known pattern. */
export async function hintFor(evidence: Evidence): Promise<string | undefined> {
  for (const hint of hints) {
    const found = await hint(evidence);
    if (found !== undefined) return found;
  }
  return undefined;
}
