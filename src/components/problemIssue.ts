import type { Problem } from '../plugins/problem.ts';

/** The key under which a schema hands a problem through zod. */
export const carried = 'problem';

/** A problem as an issue that zod passes on and `problemsOf` takes up again. */
export function issueOf(problem: Problem): { code: 'custom'; message: string; path: PropertyKey[]; params: Record<string, unknown>; input: undefined } {
  return { code: 'custom', message: problem.problem, path: [...problem.path], params: { [carried]: problem }, input: undefined };
}
