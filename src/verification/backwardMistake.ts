import { GradientError } from '../tensor/gradientError.ts';
import { backprop } from '../gradients/backprop.ts';
import { errorLine } from './errorLine.ts';
import { recordLoss, recordProblem } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { guardedObjective } from './guardedObjective.ts';
import { partName } from './partName.ts';
import type { Culprit } from './verification.ts';

/** A backward that gives no gradients that could be compared. */
export interface BackwardMistake {
  readonly culprit: Culprit;
  /** It in words. */
  readonly verdict: string;
}

/** What keeps the backward of a step from being recorded: a gradient of another shape, one that is missing or one too many, or an error; undefined where nothing does. Throws what its forward throws. */
export function backwardMistake(problem: GradientProblem): BackwardMistake | undefined {
  const error = gradientError(() => recordProblem(guarded(problem), backprop));
  if (error === undefined) return undefined;
  const culprit = { ...partAt(problem, error.details.where ?? ''), figures: [] };
  return { culprit, verdict: `${partName(culprit)}: ${errorLine(error)}` };
}

/** Throws what the forward of a step throws, though not what it says of gradients: those are the backward's. */
export function requireForward(problem: GradientProblem): void {
  gradientError(() => recordLoss(guarded(problem)));
}

/** Errors of the framework's own components stay as they are: those that are bugs are shown with their stack trace. */
function guarded(problem: GradientProblem): GradientProblem {
  return problem.foreign === true ? { ...problem, objective: guardedObjective(problem.objective) } : problem;
}

function gradientError(work: () => unknown): GradientError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof GradientError) return error;
    throw error;
  }
}

/** The part of a step that errors are located at by this path. */
function partAt({ objective: { model, losses }, nameOf = () => '' }: GradientProblem, path: string): Omit<Culprit, 'figures'> {
  const parameter = model.parameters.find(own => own.path === path);
  if (parameter?.regularizer !== undefined) return { kind: 'regularizer', path, component: nameOf(parameter.regularizer) };
  const place = [...model.places.values()].find(own => own.path === path);
  if (place !== undefined) return { kind: 'layer', path, component: nameOf(place.layer) };
  const index = Number(path.replace(/^loss_?/u, '') || 1) - 1;
  const loss = losses[index]?.loss;
  return { kind: 'loss', path, component: loss === undefined ? '' : nameOf(loss) };
}
