import { backwardMistake } from './backwardMistake.ts';
import type { BackwardMistake } from './backwardMistake.ts';
import { compareGradients, hasSurrogate, isFailure } from './compareGradients.ts';
import type { Findings, VerifyOptions } from './compareGradients.ts';
import { findCulprits } from './culprits.ts';
import { failedVerification } from './failedVerification.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { findLoneAutodiff } from './loneAutodiff.ts';
import { verdictOf } from './verdict.ts';
import type { Culprit, LoneAutodiff, Verification } from './verification.ts';

export type { VerifyOptions } from './compareGradients.ts';

/** How many elements of a penalty are looked at by themselves, where nothing looks wrong. */
const ofPenalty = 32;

/**
 * Verifies a training step: says whether its hand-written gradients are right, and if not, which part is to blame and what its mistake looks like.
 * A backward that gives a gradient of another shape, or throws, is wrong. Throws what the recording of the forward throws.
 */
export async function verifyProblem(problem: GradientProblem, options: VerifyOptions = {}): Promise<Verification> {
  const mistake = backwardMistake(problem);
  if (mistake !== undefined) return mistakenBackward(problem, mistake, options);
  const started = performance.now();
  const { findings } = await compareGradients(problem, options);
  const culprits = await culpritsOf(problem, findings, options);
  const loneAutodiff = await loneAutodiffOf(problem, findings, options);
  const whole = { ...findings, culprits, loneAutodiff, passed: findings.passed && culprits.length === 0 };
  return { ...whole, verdict: verdictOf(whole), batchSizes: [problem.batchSize], seconds: (performance.now() - started) / 1000 };
}

function mistakenBackward({ label, batchSize }: GradientProblem, { culprit, verdict }: BackwardMistake, { strict = false }: VerifyOptions): Verification {
  return failedVerification({ subject: label, failure: 'backward', verdict, strict, batchSize, culprits: [culprit] });
}

/** Differences tell a wrong backward; a backend that differs is looked for on itself. A declared backward hides mistakes of the layers before it, and a large gradient those of a small penalty beside it. */
async function culpritsOf(problem: GradientProblem, { figures }: Findings, { backends = [], ...options }: VerifyOptions): Promise<readonly Culprit[]> {
  const failed = figures.filter(figure => isFailure(figure));
  if (failed.some(({ status }) => status === 'wrong' || status === 'not finite') || hasSurrogate(problem)) {
    const culprits = await findCulprits(problem, { ...options, backends: [] });
    if (culprits.length > 0) return culprits;
  }
  if (failed.length === 0) return isRegularized(problem) ? findCulprits(problem, { ...options, backends: [], elements: ofPenalty }, ({ kind }) => kind === 'regularizer') : [];
  const names = new Set(failed.map(({ status }) => status.replace('differs on ', '')));
  const needed = names.has('wrong') ? backends : backends.filter(({ name }) => names.has(name));
  return findCulprits(problem, { ...options, backends: needed });
}

function isRegularized({ objective: { model } }: GradientProblem): boolean {
  return model.parameters.some(({ regularizer }) => regularizer !== undefined) || [...model.places.values()].some(({ layer }) => layer.regularized !== undefined);
}

/** Looked for on the devices alone that differ. */
async function loneAutodiffOf(problem: GradientProblem, { figures }: Findings, { backends = [], ...options }: VerifyOptions): Promise<readonly LoneAutodiff[]> {
  const alone = figures.filter(({ status }) => status === 'autodiff alone');
  const differing = backends.filter(({ name }) => alone.some(({ excess }) => (excess.autodiff[name] ?? 0) > 1));
  return alone.length === 0 ? [] : findLoneAutodiff(problem, { ...options, backends: differing });
}
