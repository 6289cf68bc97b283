import { compareGradients, hasSurrogate, isFailure } from './compareGradients.ts';
import type { Findings, VerifyOptions } from './compareGradients.ts';
import { findCulprits } from './culprits.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { findLoneAutodiff } from './loneAutodiff.ts';
import { verdictOf } from './verdict.ts';
import type { Culprit, LoneAutodiff, Verification } from './verification.ts';

export type { VerifyOptions } from './compareGradients.ts';

/**
 * Verifies a training step: says whether its hand-written gradients are right, and if not, which part is to blame and what its mistake looks like.
 * Throws what the recording of the step throws.
 */
export async function verifyProblem(problem: GradientProblem, options: VerifyOptions = {}): Promise<Verification> {
  const started = performance.now();
  const { findings } = await compareGradients(problem, options);
  const culprits = await culpritsOf(problem, findings, options);
  const loneAutodiff = await loneAutodiffOf(problem, findings, options);
  const whole = { ...findings, culprits, loneAutodiff, passed: findings.passed && culprits.length === 0 };
  return { ...whole, verdict: verdictOf(whole), seconds: (performance.now() - started) / 1000 };
}

/** Differences tell a wrong backward; a backend that differs is looked for on itself. A declared backward hides mistakes of the layers before it. */
async function culpritsOf(problem: GradientProblem, { figures }: Findings, { backends = [], ...options }: VerifyOptions): Promise<readonly Culprit[]> {
  const failed = figures.filter(figure => isFailure(figure));
  if (failed.some(({ status }) => status === 'wrong') || hasSurrogate(problem)) {
    const culprits = await findCulprits(problem, { ...options, backends: [] });
    if (culprits.length > 0) return culprits;
  }
  const names = new Set(failed.map(({ status }) => status.replace('differs on ', '')));
  return names.size === 0 ? [] : findCulprits(problem, { ...options, backends: backends.filter(({ name }) => names.has(name)) });
}

/** Looked for on the devices alone that differ. */
async function loneAutodiffOf(problem: GradientProblem, { figures }: Findings, { backends = [], ...options }: VerifyOptions): Promise<readonly LoneAutodiff[]> {
  const alone = figures.filter(({ status }) => status === 'autodiff alone');
  const differing = backends.filter(({ name }) => alone.some(({ excess }) => (excess.autodiff[name] ?? 0) > 1));
  return alone.length === 0 ? [] : findLoneAutodiff(problem, { ...options, backends: differing });
}
