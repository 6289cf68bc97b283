import type * as z from 'zod/mini';

/** What was expected in place of a value that a schema refuses; undefined where the schema's own words tell it. */
export function expectationOf(issue: z.core.$ZodIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': return words.get(issue.expected) ?? issue.expected;
    case 'too_small': return bound(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big': return bound(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'not_multiple_of': return `a multiple of ${issue.divisor}`;
    case 'invalid_value': return `one of ${issue.values.map(String).join(', ')}`;
    default: return undefined;
  }
}

function bound(origin: string, comparison: string, limit: number | bigint): string {
  if (origin === 'array') return `${comparison} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  return origin === 'string' ? `${comparison} ${limit} ${limit === 1 ? 'character' : 'characters'}` : `${comparison} ${limit}`;
}

const words: ReadonlyMap<string, string> = new Map([
  ['int', 'a whole number'], ['number', 'a number'], ['string', 'a text'], ['boolean', 'true or false'], ['array', 'a list'],
  ['object', 'an object (keys with values)'], ['record', 'an object (keys with values)'], ['tuple', 'a list'],
]);
