import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { ConfigError } from '../../src/errors.ts';
import { problemsOf, settingsOf, valid } from './fixtures.ts';

/** Gives settings or throws a ConfigError; anything else that is thrown is a fault. */
function survives(text: string, sets: readonly string[] = []): void {
  try {
    settingsOf(text, sets);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.message.length).toBeGreaterThan(0);
  }
}

const tokens = ['\t', '\n', '  ', ':', '- ', '{', '}', '[', ']', ',', '&a ', '*a', '!!float ', '#', '"', "'", '|', '>', '?', '%', '@', '---\n', '<<: ', '__proto__', '0', '-1', '1e999', '.nan', 'null', '~', 'use', 'true', '\u0000', 'é'];
const piece = fc.oneof(fc.constantFrom(...tokens), fc.string({ maxLength: 4 }));
const textEdit = fc.record({ at: fc.nat(valid.length), drop: fc.nat(12), put: piece });

type Data = Readonly<Record<string, unknown>> | readonly unknown[];

/** Every path of a value that lies in objects and lists. */
function pathsOf(data: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof data !== 'object' || data === null) return [path];
  const keys = Array.isArray(data) ? [...data.keys()] : Object.keys(data);
  return [path, ...keys.flatMap(key => pathsOf((data as Readonly<Record<string | number, unknown>>)[key], [...path, key]))];
}

function put(data: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(data)) return data.map((each: unknown, index) => (index === key ? put(each, rest, value) : each));
  return Object.fromEntries(Object.entries(data as Data).map(([name, each]) => [name, name === key ? put(each, rest, value) : each]));
}

const plain: unknown = parse(valid);
const odd = fc.oneof(fc.constantFrom(null, '', 'dense', 'l2', 0, -1, 1.5, 1e308, true, [], {}, { use: 'relu' }, { use: 'sequential', layers: 'relu' }, [[['relu']]]), fc.jsonValue({ maxDepth: 2 }));

describe('a mutated config', () => {
  it('gives settings or a ConfigError, whatever was done to its text', () => {
    fc.assert(fc.property(fc.array(textEdit, { minLength: 1, maxLength: 4 }), edits => {
      survives(edits.reduce((text, { at, drop, put }) => text.slice(0, at) + put + text.slice(at + drop), valid));
    }), { numRuns: 120 });
  });

  it('gives settings or a ConfigError, whatever stands in the place of a value', () => {
    fc.assert(fc.property(fc.constantFrom(...pathsOf(plain)), odd, (path, value) => survives(stringify(put(plain, path, value)))), { numRuns: 120 });
  });

  it('gives settings or a ConfigError, whatever is set', () => {
    const path = fc.array(fc.constantFrom('model', 'layers', '[0]', '[1]', '[9]', '.units', '.', 'optimizer', 'training', '.epochs', '__proto__', 'data', '[', ']'), { maxLength: 4 }).map(parts => parts.join(''));
    fc.assert(fc.property(path, piece, (path, value) => survives(valid, [`${path}=${value}`])), { numRuns: 150 });
  });
});

const misspell = fc.record({ at: fc.nat(), how: fc.constantFrom('drop', 'double', 'swap') });

function misspelt(word: string, { at, how }: { readonly at: number; readonly how: string }): string {
  const index = at % (word.length - 1);
  const [a = '', b = ''] = [word[index], word[index + 1]];
  const middle = how === 'drop' ? b : how === 'double' ? a + a + b : b + a;
  return word.slice(0, index) + middle + word.slice(index + 2);
}

describe('a misspelt name', () => {
  const known = ['dense', 'relu', 'doubling', 'momentum', 'difference', 'points', 'accuracy', 'sequential'] as const;
  it.each(known)('of the component %s is answered with it', name => {
    fc.assert(fc.property(misspell, how => {
      const wrong = misspelt(name, how);
      fc.pre(wrong !== name);
      const text = valid.replace(new RegExp(`\\b${name}\\b`), wrong);
      expect(problemsOf(text).map(({ nearest }) => nearest)).toContain(name);
    }), { numRuns: 12 });
  });

  const options = ['units', 'kernelRegularizer', 'lambda', 'learningRate', 'nesterov', 'validation', 'standardise', 'patience', 'epochs', 'batchSize', 'backend', 'gradients', 'metrics', 'seed'] as const;
  it.each(options)('of the option %s is answered with it', name => {
    fc.assert(fc.property(misspell, how => {
      const wrong = misspelt(name, how);
      fc.pre(wrong !== name);
      const found = problemsOf(valid.replace(`${name}:`, `${wrong}:`));
      expect(found.filter(({ problem }) => problem.startsWith('unknown key')).map(({ nearest }) => nearest)).toEqual([name]);
    }), { numRuns: 12 });
  });
});
