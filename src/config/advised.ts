import type { Problem } from '../plugins/problem.ts';

/** A problem of a config file; for a component that nobody contributes, with what its author may not know of how components are written there. */
export function advised(problem: Problem): Problem {
  const { unknown, expected = '', next } = problem;
  if (unknown === undefined) return problem;
  const [, use] = /^(\w+)\(/u.exec(unknown.name) ?? [];
  return {
    ...problem, expected: unknown.kind === 'schedule' ? `a number, or ${expected}` : expected,
    next: use === undefined ? next : `options stand beside the name: { use: ${use}, … }; \`chainrule explain ${use}\` lists them`,
  };
}
