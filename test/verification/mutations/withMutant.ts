import { asBuilt } from '../../../src/components/builtFrom.ts';
import type { Mutant } from './loadMutant.ts';

/** A copy of a case in which a component, wherever it stands by name or as a reference, is its mutant. A reference that the case uses twice stays one. */
export function withMutant<Case>(original: Case, component: string, mutant: Mutant): Case {
  const copies = new Map<object, unknown>();
  const copyOf = (value: unknown): unknown => {
    if (value === component) return mutant({});
    if (Array.isArray(value)) return value.map(copyOf);
    if (!isPlain(value)) return value;
    if (!copies.has(value)) copies.set(value, replaced(value, component, mutant, copyOf));
    return copies.get(value);
  };
  return copyOf(original) as Case;
}

function replaced(value: object, component: string, mutant: Mutant, copyOf: (value: unknown) => unknown): object {
  const options = Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'use').map(([key, own]) => [key, copyOf(own)]));
  if (!('use' in value)) return options;
  return value.use === component ? mutant(options) : asBuilt({ ...options, use: value.use }, value);
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
