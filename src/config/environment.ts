import { isScalar, parseDocument } from 'yaml';
import { likelyName } from '../platform/likelyName.ts';
import { inNode } from '../platform/node.ts';
import { brief } from '../plugins/problem.ts';
import type { Wrong } from './interpolation.ts';

/** A variable of the environment as a config asks for it. */
export interface Variable {
  readonly variable: string;
  /** What stands for one that is not set, or is empty. */
  readonly fallback: string | undefined;
}

/** What a variable holds, as YAML reads it where that is one value: numbers are numbers. Anything else is a text. */
export function environmentValue(asked: Variable): { readonly value: unknown } | Wrong {
  const found = environmentText(asked);
  return 'problem' in found ? found : { value: scalarOf(found.value) };
}

/** What a variable holds, as it is. */
export function environmentText({ variable, fallback }: Variable): { readonly value: string } | Wrong {
  const variables = inNode() ? process.env : {};
  const value = variables[variable];
  if (value !== undefined && (value !== '' || fallback === undefined)) return { value };
  if (fallback !== undefined) return { value: fallback };
  return {
    problem: `the environment has no variable ${brief(variable)}`, nearest: likelyName(variable, Object.keys(variables)),
    next: `set it, or write a default: \${env:${brief(variable)}:-…}`,
  };
}

function scalarOf(text: string): unknown {
  const { errors, warnings, contents } = parseDocument(text, { prettyErrors: false });
  const value: unknown = isScalar(contents) ? contents.value : undefined;
  const plain = value === null || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string';
  return plain && text !== '' && errors.length + warnings.length === 0 ? value : text;
}
