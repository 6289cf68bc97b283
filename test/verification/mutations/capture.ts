import type { GradientProblem } from '../../../src/verification/gradientProblem.ts';
import type { TestedBackend } from '../../../src/verification/testedBackends.ts';
import type { Culprit } from '../../../src/verification/verification.ts';
import { verifyProblem } from '../../../src/verification/verifyProblem.ts';
import { loadMutant } from './loadMutant.ts';
import type { Mutation } from './mutation.ts';
import { subjectsOf } from './subjects.ts';
import type { Subject } from './subjects.ts';

/** What found a mistake, and what it called it. */
export interface Capture {
  readonly caughtBy: string;
  /** The names of the components that it blames. */
  readonly components: readonly string[];
  readonly named: string;
  /** What it says that the mistake looks like, for each gradient that is wrong. */
  readonly hints: readonly string[];
}

/** What finds the mistake in the first case that meets it, undefined where it survives all. What is refused for its shape in one case may be a wrong number in another, which counts more; and where a hint is expected, one that is told. */
export async function captureOf(mutation: Mutation, backends: readonly TestedBackend[]): Promise<Capture | undefined> {
  let first: Capture | undefined;
  for (const subject of subjectsOf(mutation, await loadMutant(mutation))) {
    const capture = await (mutation.caughtBy === 'verify' ? byVerify(subject, backends) : byReference(subject, mutation, backends));
    if (capture !== undefined && capture.caughtBy !== shapes && (mutation.hint === undefined || capture.hints.length > 0)) return capture;
    first ??= capture;
  }
  return first;
}

const shapes = 'the shapes';

async function byVerify({ problems }: Subject, backends: readonly TestedBackend[]): Promise<Capture | undefined> {
  for (const problem of problems()) {
    const capture = await verified(problem, backends);
    if (capture !== undefined) return capture;
  }
  return undefined;
}

async function verified(problem: GradientProblem, backends: readonly TestedBackend[]): Promise<Capture | undefined> {
  const { figures, culprits, failure, verdict } = await verifyProblem(problem, { backends, elements: 48 });
  const components = culprits.map(({ component }) => component);
  if (failure !== undefined) return { caughtBy: shapes, components, named: verdict, hints: [] };
  if (figures.every(({ status }) => status !== 'wrong')) return undefined;
  return { caughtBy: 'verify', components, named: culprits.map(nameOf).join('; '), hints: culprits.flatMap(culprit => culprit.figures.flatMap(({ hint }) => hint ?? [])) };
}

function nameOf({ kind, path, component, figures }: Culprit): string {
  const wrong = figures.map(figure => `${figure.kind} ${figure.path}${figure.hint === undefined ? '' : ` (${figure.hint})`}`);
  return `${kind} ${path === '' ? component : path}: ${wrong.join(', ')}`;
}

/** Only the checks against plain values: a gradient that is right for a wrong forward passes all others, `verify` too. */
async function byReference({ problems, checks }: Subject, { component }: Mutation, backends: readonly TestedBackend[]): Promise<Capture | undefined> {
  for (const { name, run } of checks().filter(check => check.name.includes('reference'))) {
    const difference = await differenceIn(run);
    if (difference === undefined) continue;
    for (const problem of problems()) if (await verified(problem, backends) !== undefined) throw new Error('it is for verify, not for a reference');
    return { caughtBy: `“${name}”`, components: [component], named: difference.slice(0, difference.indexOf(':')), hints: [] };
  }
  return undefined;
}

/** What a check says of values that differ; what is no such difference is thrown on. */
async function differenceIn(run: () => unknown): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'Error') throw error;
    return error.message;
  }
}
