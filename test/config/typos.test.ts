import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindWords } from '../../src/components/kinds.ts';
import type { Kind } from '../../src/components/kinds.ts';
import { runSchema } from '../../src/config/schema.ts';
import { commonKeys } from '../../src/plugins/commonKeys.ts';
import { InvalidConfigError } from '../../src/plugins/problem.ts';
import type { Problem } from '../../src/plugins/problem.ts';
import { keysAt } from '../../src/plugins/schemaKeys.ts';
import { parseProblems } from '../../src/plugins/zodProblems.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';

const registry = createRegistry([]);
const kinds = Object.keys(kindWords) as Kind[];

/** A name that a config can hold, and the problems of a config that holds another in its place. */
interface Name {
  readonly name: string;
  readonly known: readonly string[];
  readonly problems: (typo: string) => readonly Problem[];
}

function ofComponents(kind: Kind): readonly Name[] {
  const known = [...registry.contributions(kind).keys()];
  return known.map(name => ({ name, known, problems: use => problemsIn(() => registry.create(kind, { use })) }));
}

function ofOptions(kind: Kind): readonly Name[] {
  return [...registry.contributions(kind).values()].flatMap(({ definition }) => {
    const schema = definition.options(registry.schemas);
    const known = [...keysAt(schema, []), ...commonKeys[kind] ?? []];
    return known.map(name => ({ name, known, problems: (key: string) => ofSchema(parseProblems(schema, { [key]: 1 }, commonKeys[kind] ?? [])) }));
  });
}

function ofRun(path: readonly string[]): readonly Name[] {
  const schema = runSchema(registry);
  const known = keysAt(schema, path);
  return known.map(name => ({ name, known, problems: (key: string) => ofSchema(parseProblems(schema, path.reduceRight<object>((inner, outer) => ({ [outer]: inner }), { [key]: 1 }))) }));
}

function ofSchema(parsed: ReturnType<typeof parseProblems>): readonly Problem[] {
  return 'problems' in parsed ? parsed.problems : [];
}

function problemsIn(work: () => unknown): readonly Problem[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof InvalidConfigError) return error.problems;
    throw error;
  }
}

const names = [...kinds.flatMap(ofComponents), ...kinds.flatMap(ofOptions), ...[[], ['training'], ['training', 'earlyStopping'], ['training', 'restarts']].flatMap(ofRun)];

const edit = fc.record({ at: fc.nat(), how: fc.constantFrom('drop', 'add', 'change', 'swap'), letter: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz') });

function mistyped(word: string, { at, how, letter }: { readonly at: number; readonly how: string; readonly letter: string }): string {
  const index = at % word.length;
  const [a = '', b = ''] = [word[index], word[index + 1]];
  const [middle, taken] = { drop: ['', 1] as const, add: [letter + a, 1] as const, change: [letter, 1] as const, swap: [b + a, 2] as const }[how] ?? ['', 0];
  return word.slice(0, index) + middle + word.slice(index + taken);
}

/** The part of typos for which the right name is among the suggestions, and how many of them there are at most. */
function found(letters: number): { readonly part: number; readonly most: number } {
  const typos = fc.sample(fc.array(edit, { minLength: letters, maxLength: letters }), { numRuns: 2 * names.length, seed: 3 });
  const asked = typos.flatMap((edits, index) => {
    const { name, known, problems } = names[index % names.length] ?? { name: '', known: [], problems: () => [] };
    const typo = edits.reduce((word, each) => (word === '' ? word : mistyped(word, each)), name);
    return typo === '' || known.includes(typo) ? [] : [{ name, problems: problems(typo) }];
  });
  const suggested = asked.map(({ problems }) => problems.map(({ nearest, alsoNear = [] }) => (nearest === undefined ? [] : [nearest, ...alsoNear])));
  const right = asked.filter(({ name }, index) => suggested[index]?.some(list => list.includes(name)));
  return { part: right.length / asked.length, most: Math.max(...suggested.flat().map(list => list.length)) };
}

describe('a mistyped name', () => {
  it.each([[1, 0.99], [2, 0.95]])('with %s wrong letters is answered with at most three, the right one nearly always among them', (letters, least) => {
    const { part, most } = found(letters);
    expect(part).toBeGreaterThanOrEqual(least);
    expect(most).toBe(3);
  });

  it('is told of with all that are near', () => {
    const [problem] = problemsIn(() => registry.create('layer', 'xelu'));
    expect(problem).toMatchObject({ nearest: expect.any(String), alsoNear: expect.any(Array) });
    expect(InvalidConfigError.of(problem === undefined ? [] : [problem]).message).toMatch(/\n {2}did you mean: \w+, \w+ or \w+\?/u);
  });

  it('of a megabyte is answered at once', () => {
    const start = process.cpuUsage();
    for (const kind of kinds) problemsIn(() => registry.create(kind, 'x'.repeat(1_000_000)));
    expect(process.cpuUsage(start).user).toBeLessThan(2e6);
  });
});
