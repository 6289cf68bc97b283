import { describe, expect, it } from 'vitest';
import { kindWords } from '../../src/components/kinds.ts';
import type { Kind } from '../../src/components/kinds.ts';
import { InvalidConfigError } from '../../src/plugins/problem.ts';
import type { Problem } from '../../src/plugins/problem.ts';
import { keysAt } from '../../src/plugins/schemaKeys.ts';
import { parseProblems } from '../../src/plugins/zodProblems.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';

const registry = createRegistry([]);
const junk: readonly unknown[] = [null, 0, -1.5, Number.NaN, 1e9, true, '', 'junk', [], ['junk'], [[]], [null], {}, { junk: 1 }, { use: 'junk' }, { junk: [{}] }, () => 0, 1n];

function problemsOf(use: string, options: object, kind: Kind = 'dataSource'): readonly Problem[] {
  try {
    registry.create(kind, { use, ...options });
  } catch (error) {
    if (error instanceof InvalidConfigError) return error.problems;
    throw error;
  }
  throw new Error('nothing was wrong');
}

const target = (given: unknown) => problemsOf('csv', { file: 'a.csv', target: given });

describe('an option of several forms', () => {
  it('is told of in the terms of the form that was meant', () => {
    expect(target({ colum: 'y', as: 'class' })).toContainEqual(expect.objectContaining({ path: ['target', 'colum'], problem: 'unknown key "colum"', nearest: 'column' }));
    expect(target({ columns: ['y'], as: 'clas' })).toMatchObject([
      { path: ['target', 'column'], problem: 'a value is missing', expected: 'a text, or a number' }, { path: ['target', 'as'], nearest: 'class' }, { path: ['target', 'columns'], nearest: 'column' },
    ]);
    expect(target(0)).toMatchObject([{ path: ['target'], problem: 'out of range', got: '0', expected: 'more than 0' }]);
    expect(target(['a', {}])).toMatchObject([{ path: ['target', 1], problem: 'wrong value', got: 'an object without keys', expected: 'a text, or a number' }]);
    expect(problemsOf('csv', { file: 'a.csv', oneHot: { a: 3 } })).toMatchObject([{ path: ['oneHot', 'a'], expected: 'a list' }]);
  });

  it('is told of in the terms of all where the value is none of them', () => {
    expect(target(null)).toMatchObject([{ path: ['target'], problem: 'wrong value', got: 'null', expected: 'a text, or a number, or a list, or an object (keys with values)' }]);
    expect(problemsOf('oneCycle', { peakValue: 1, totalSteps: 9, phases: 4 }, 'schedule')).toMatchObject([{ path: ['phases'], got: '4', expected: 'one of 2, 3' }]);
    expect(problemsOf('givenValues', { values: [['a']] }, 'initializer')).toMatchObject([{ path: ['values', 0, 0], problem: 'expected a number, or numbers in nested arrays', got: '"a"' }]);
  });

  it('is told of in the words of a schema, never in those of the schema library', () => {
    let wrong = 0;
    for (const kind of Object.keys(kindWords) as Kind[]) {
      for (const { definition } of registry.contributions(kind).values()) {
        const schema = definition.options(registry.schemas);
        for (const key of keysAt(schema, [])) {
          for (const value of junk) {
            const parsed = parseProblems(schema, { [key]: value });
            const own = 'problems' in parsed ? parsed.problems.filter(({ path }) => path[0] === key) : [];
            for (const { problem, got = '', expected = '' } of own) expect([problem, got, expected].join('\n'), `${definition.name}.${key}`).not.toMatch(/Invalid|undefined|\[object/u);
            wrong += own.length;
          }
        }
      }
    }
    expect(wrong).toBeGreaterThan(1000);
  });
});
