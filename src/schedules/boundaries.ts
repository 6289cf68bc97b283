import * as z from 'zod/mini';

/** The schema of steps at which something changes, counted from 0, in rising order. */
export function boundariesSchema() {
  return z.readonly(z.array(z.int().check(z.gte(0))).check(z.minLength(1))).check(z.superRefine((boundaries, context) => {
    boundaries.forEach((boundary, index) => {
      const before = boundaries[index - 1];
      if (before !== undefined && boundary <= before) context.addIssue({ code: 'too_small', origin: 'number', minimum: before, inclusive: false, input: boundary, path: [index] });
    });
  }));
}

/** The problem of a list that has not as many entries as the boundaries ask for. */
export function lengthIssue(key: string, list: readonly unknown[], wanted: number) {
  const limits = list.length < wanted ? { code: 'too_small' as const, minimum: wanted } : { code: 'too_big' as const, maximum: wanted };
  return { ...limits, origin: 'array' as const, inclusive: true, input: list, path: [key] };
}
