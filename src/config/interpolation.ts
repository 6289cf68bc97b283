import { nearestName } from '../errors.ts';
import { brief } from '../plugins/problem.ts';
import type { Problem } from '../plugins/problem.ts';
import { readKeyPath } from './keyPath.ts';
import type { Step } from './keyPath.ts';

/** A reference within a text: to a variable of the environment, or to another value of the config. */
export type Interpolation = { readonly text: string } & ({ readonly variable: string; readonly fallback: string | undefined } | { readonly steps: readonly Step[] });

/** What a text is made of: what is meant as written, and references. */
export type Part = string | Interpolation;

/** What is wrong with a text, whose path is known elsewhere. */
export type Wrong = Omit<Problem, 'path'>;

const forms = '${env:NAME}, ${env:NAME:-default} or ${training.epochs}; $${ writes ${ itself';
const marks = /\$\$\{|\$\{(?:([^{}]*)\})?/gu;

/** Takes a text apart. Gives what is wrong where a `${` begins no reference. */
export function partsOf(text: string): { readonly parts: readonly Part[] } | Wrong {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(marks)) {
    const [whole, body] = match;
    parts.push(text.slice(end, match.index));
    end = match.index + whole.length;
    const part = whole === '$${' ? '${' : interpolationOf(whole, body);
    if (typeof part === 'object' && 'problem' in part) return part;
    parts.push(part);
  }
  return { parts: [...parts, text.slice(end)].filter(part => part !== '') };
}

function interpolationOf(text: string, body: string | undefined): Interpolation | Wrong {
  if (body === undefined) return { problem: 'a `${` that begins no reference', got: brief(text), expected: `${forms}, without braces inside` };
  const [, scheme, rest = ''] = /^\s*(\w+):([\s\S]*)$/u.exec(body) ?? [];
  if (scheme === 'env') return variableOf(text, rest);
  if (scheme !== undefined) return { problem: 'an unknown kind of reference', got: brief(text), expected: forms, nearest: nearestName(scheme, ['env']) && `\${env:${rest}}` };
  const steps = readKeyPath(body.trim());
  return steps === undefined ? { problem: 'a reference that names no value', got: brief(text), expected: forms } : { text, steps };
}

function variableOf(text: string, body: string): Interpolation | Wrong {
  const [, variable, fallback] = /^([A-Za-z_]\w*)(?::-([\s\S]*))?$/u.exec(body) ?? [];
  return variable === undefined ? { problem: 'not the name of a variable', got: brief(text), expected: '${env:NAME} or ${env:NAME:-default}' } : { text, variable, fallback };
}

/** A text, or the texts within a value, as a config file must hold them for them to be read as they are. */
export function escaped(value: unknown): unknown {
  if (typeof value === 'string') return escapedText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(escaped);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, escaped(each)]));
}

/** A text as `escaped` gives it. */
export function escapedText(text: string): string {
  return text.replaceAll('${', () => '$${');
}
