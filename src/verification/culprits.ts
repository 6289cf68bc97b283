import { compareGradients, isFailure } from './compareGradients.ts';
import type { Compared, VerifyOptions } from './compareGradients.ts';
import { evidenceOf } from './evidenceOf.ts';
import { dataOf } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { hintFor } from './hints/hints.ts';
import { innermost } from './parts/innermost.ts';
import type { Part } from './parts/part.ts';
import type { StepData } from './stepData.ts';
import type { Culprit, VerifiedFigure } from './verification.ts';

/** The parts of a problem, all or `some` of them, that are wrong by themselves, with what their mistakes look like. A declared backward is not the derivative, and is passed over. */
export function findCulprits(problem: GradientProblem, options: VerifyOptions, some: (part: Part) => boolean = () => true): Promise<readonly Culprit[]> {
  return innermost(problem, part => (part.layer?.surrogate === true || !some(part) ? Promise.resolve(undefined) : culpritIn(part, options)));
}

async function culpritIn(part: Part, options: VerifyOptions): Promise<Culprit | undefined> {
  const { kind, path, component, problem } = part;
  if (!isFiniteData(dataOf(problem))) return undefined;
  const compared = await compareGradients(problem, options);
  const wrong = compared.findings.figures.filter(figure => isFailure(figure));
  if (wrong.length === 0) return undefined;
  const figures: VerifiedFigure[] = [];
  for (const figure of wrong) figures.push({ ...figure, hint: await hintOf(part, figure, compared) });
  return { kind, path, component, figures };
}

async function hintOf(part: Part, figure: VerifiedFigure, compared: Compared): Promise<string | undefined> {
  const evidence = figure.status === 'wrong' ? evidenceOf(part, figure, compared) : undefined;
  return evidence && hintFor(evidence);
}

/** A part that is given numbers which are not finite is not to blame for what it makes of them. */
function isFiniteData({ state, feeds }: StepData): boolean {
  return [...Object.values(state), ...Object.values(feeds)].every(values => values.every(value => Number.isFinite(value)));
}
