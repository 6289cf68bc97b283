import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AnyBuilder } from '../../src/components/definition.ts';
import { membersOfClasses } from '../../src/data/classes.ts';
import { breastCancer, digits, iris, wine } from '../../src/data/index.ts';
import { createSource, takesOptions } from './createSource.ts';
import { expectDataError } from './helpers.ts';

interface Set {
  readonly source: AnyBuilder<'dataSource'>;
  readonly file: string;
  readonly features: number;
  readonly categories: readonly string[];
  readonly counts: readonly number[];
}

const sets: readonly Set[] = [
  { source: iris, file: 'iris.csv', features: 4, categories: ['setosa', 'versicolor', 'virginica'], counts: [50, 50, 50] },
  { source: wine, file: 'wine.csv', features: 13, categories: ['class_0', 'class_1', 'class_2'], counts: [59, 71, 48] },
  { source: breastCancer, file: 'breast-cancer.csv', features: 30, categories: ['malignant', 'benign'], counts: [212, 357] },
  { source: digits, file: 'digits.csv', features: 64, categories: [...'0123456789'], counts: [178, 182, 177, 183, 181, 182, 181, 179, 174, 180] },
];

const load = (source: AnyBuilder<'dataSource'>, options: object = {}, seed = 0) => createSource(source, options).load({ folder: '/nowhere', seed });

describe.each(sets.map(set => [set.source.definition.name, set] as const))('%s', (_, { source, file, features, categories, counts }) => {
  it('has its samples, classes and their names, found from any folder', async () => {
    const { train, test } = await load(source, { test: 0 });
    expect(test).toBeUndefined();
    expect(train.inputs[0]).toMatchObject({ shape: [features], dtype: 'float' });
    expect(train.targets[0]?.categories).toEqual(categories);
    expect(membersOfClasses(train, 'the test').map(({ label, samples }) => [label, samples.length])).toEqual(categories.map((category, index) => [category, counts[index]]));
  });

  it('holds out a share of every class by the seed', async () => {
    const { train, test } = await load(source);
    const shares = test && membersOfClasses(test, 'the test').map(({ samples }, index) => samples.length / (counts[index] ?? 1));
    for (const share of shares ?? []) expect(Math.abs(share - 0.2)).toBeLessThan(0.02);
    expect(train.count + (test?.count ?? 0)).toBe(counts.reduce((sum, count) => sum + count, 0));
    const linesOf = async (options: object, seed: number) => [...(await load(source, options, seed)).test?.inputs[0]?.lines ?? []];
    expect(await linesOf({}, 3)).toEqual(await linesOf({ seed: 3 }, 5));
    expect(await linesOf({}, 3)).not.toEqual(await linesOf({}, 4));
  });

  it('is the file whose origin is told, unchanged', () => {
    const [bytes, origin] = [file, 'SOURCE.md'].map(name => readFileSync(new URL(`../../data/${name}`, import.meta.url)));
    expect(String(origin)).toContain(createHash('sha256').update(bytes ?? '').digest('hex'));
  });
});

describe('the built-in sets', () => {
  it('give digits as images of ink from 0 to 1', async () => {
    const { train } = await load(digits, { flatten: false, test: 0 });
    expect(train.inputs[0]).toMatchObject({ shape: [8, 8, 1], scale: 1 / 16 });
    expect([...train.inputs[0]?.values.subarray(0, 8) ?? []]).toEqual([0, 0, 5, 13, 9, 1, 0, 0]);
    expect([...train.targets[0]?.values.subarray(0, 4) ?? []]).toEqual([0, 1, 2, 3]);
  });

  it('give two classes as a number, and any as one-hot', async () => {
    expect((await load(breastCancer)).train.targets[0]).toMatchObject({ shape: [1], dtype: 'float' });
    expect((await load(iris, { target: 'oneHot' })).train.targets[0]).toMatchObject({ shape: [3], dtype: 'float' });
    expect(takesOptions(wine, { target: 'number' })).toBe(false);
  });

  it('refuse a test part that leaves no samples', async () => {
    await expectDataError(() => load(iris, { test: 150 }), 'no samples for training', '150 of 150 samples');
    expect(takesOptions(iris, { test: 1.5 })).toBe(false);
  });
});
