import { compareGradients, isFailure } from './compareGradients.ts';
import type { Compared, VerifyOptions } from './compareGradients.ts';
import { evidenceOf } from './evidenceOf.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { hintFor } from './hints/hints.ts';
import { innermost } from './parts/innermost.ts';
import type { Part } from './parts/part.ts';
import type { Culprit, VerifiedFigure } from './verification.ts';

/** The parts of a problem that are wrong by themselves, with what their mistakes look like. A declared backward is not the derivative, and is passed over. */
export function findCulprits(problem: GradientProblem, options: VerifyOptions): Promise<readonly Culprit[]> {
  return innermost(problem, part => (part.layer?.surrogate === true ? Promise.resolve(undefined) : culpritIn(part, options)));
}

async function culpritIn({ kind, path, component, problem }: Part, options: VerifyOptions): Promise<Culprit | undefined> {
  const compared = await compareGradients(problem, options);
  const wrong = compared.findings.figures.filter(figure => isFailure(figure));
  if (wrong.length === 0) return undefined;
  const figures: VerifiedFigure[] = [];
  for (const figure of wrong) figures.push({ ...figure, hint: await hintOf(problem, figure, compared) });
  return { kind, path, component, figures };
}

async function hintOf(problem: GradientProblem, figure: VerifiedFigure, compared: Compared): Promise<string | undefined> {
  const evidence = figure.status === 'wrong' ? evidenceOf(problem, figure, compared) : undefined;
  return evidence && hintFor(evidence);
}
