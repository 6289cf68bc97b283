import type { ChainruleError } from '../errors.ts';

/** An error in a line, without the place: `the gradient of kernel has another shape than declared: got [3, 4], expected [4, 3]; it is transposed`. */
export function errorLine({ problem, details: { got, expected, next } }: ChainruleError): string {
  const both = [...got === undefined ? [] : [`got ${got}`], ...expected === undefined ? [] : [`expected ${expected}`]].join(', ');
  return `${problem}${both === '' ? '' : `: ${both}`}${next === undefined ? '' : `; ${next}`}`;
}
