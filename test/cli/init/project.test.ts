import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, expectBadInput, workplace } from '../helpers.ts';
import { bikeLike, irisLike, wineLike } from './tables.ts';

const { path, write } = workplace();
const text = (...names: readonly string[]) => readFileSync(path(...names), 'utf8');

interface Summary {
  readonly test: Readonly<Record<string, number>>;
}

/** Trains the config of a project, into its own folder, and gives the figures of the test part. */
async function trained(project: string, name: string): Promise<Summary['test']> {
  const { code, err } = await command('train', path(project, `${name}.yaml`), '--output', path(project, 'runs'), '--backend', 'typescript');
  expect(code, err).toBe(0);
  return (JSON.parse(text(project, 'runs', `${name}-1`, 'summary.json')) as Summary).test;
}

describe('chainrule init with a CSV file', () => {
  it('writes a project that learns classes', async () => {
    const { code, out, err } = await command('init', path('flowers'), '--data', write('iris.csv', irisLike().join('\n')), '--yes');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const part of ['iris.csv: 90 rows\n', 'predicts Species: one of 3 classes\n', 'from numbers: sepal length, petal length\n', 'not used: Id: a number of its own for each row', 'npx chainrule train iris.yaml\n']) expect(out).toContain(part);
    expect(readdirSync(path('flowers'), { recursive: true, encoding: 'utf8' }).sort()).toEqual(['.gitignore', 'README.md', 'data', join('data', 'test.csv'), join('data', 'train.csv'), 'iris.yaml', 'package.json']);
    const config = text('flowers', 'iris.yaml');
    for (const part of ['target: { column: Species, as: class, categories: [setosa, versicolor, virginica] }', '    - Id # a number', 'units: 3 }', '# yaml-language-server: $schema=node_modules/chainrule/config.schema.json\n', 'loss: categoricalCrossEntropy', 'metrics: [accuracy]', 'rows: stratified']) expect(config).toContain(part);
    expect(text('flowers', 'data', 'test.csv').trimEnd().split('\n')).toHaveLength(19);
    expect(text('flowers', 'data', 'train.csv').trimEnd().split('\n')).toHaveLength(73);
    expect(await trained('flowers', 'iris')).toMatchObject({ accuracy: 1 });
    expect(JSON.parse(text('flowers', 'package.json'))).toMatchObject({ name: 'iris', scripts: { train: 'chainrule train iris.yaml' } });
  });

  it('writes a project that learns one of two classes, by a sigmoid', async () => {
    await command('init', path('wines'), '--data', write('wine.csv', wineLike().join('\n')), '--target', 'good', '--task', 'classification');
    for (const part of ['categories: ["no", "yes"]', 'units: 1 }', 'loss: binaryCrossEntropy', 'metrics: [accuracy, auc]']) expect(text('wines', 'wine.yaml')).toContain(part);
    expect(await trained('wines', 'wine')).toMatchObject({ accuracy: 1 });
  });

  it('writes a project that learns a number, and tells what it cannot use', async () => {
    const { out } = await command('init', path('bikes'), '--data', write('hour.csv', bikeLike().join('\n')), '--yes', '--name', 'bikes');
    for (const part of [
      'predicts cnt: a number\n', 'from numbers: temp\n', 'from categories: season\n', 'not used: instant: a number of its own', 'not used: dteday: dates or times', 'not used: holiday: 0 in every row',
      'not used: remark: a text of its own in each row', 'left out: 2 rows in which a number or the target is missing\n',
    ]) expect(out).toContain(part);
    for (const part of ['target: cnt', '    season: [fall, spring, summer, winter]', 'loss: meanSquaredError', 'standardise: { inputs: true, targets: true }']) expect(text('bikes', 'bikes.yaml')).toContain(part);
    const { r2 } = await trained('bikes', 'bikes');
    expect(r2).toBeGreaterThan(0.95);
    expect((await command('predict', path('bikes', 'runs', 'bikes-1'), '--input', path('bikes', 'data', 'test.csv'))).code).toBe(0);
  });

  it.each([
    ['semicolons', (lines: readonly string[]) => lines.map(line => line.replaceAll(',', ';')).join('\n')],
    ['tabs', (lines: readonly string[]) => lines.map(line => line.replaceAll(',', '\t')).join('\n')],
    ['a byte order mark and CRLF', (lines: readonly string[]) => `\uFEFF${lines.join('\r\n')}\r\n`],
    ['quoted cells with line breaks and quotes', (lines: readonly string[]) => lines.map((line, row) => (row === 0 ? `${line},"a ""note"""` : `${line},"line ${row}\nand, more"`)).join('\n')],
  ])('takes %s', async (what, change) => {
    const name = `as-${what.replaceAll(/\W/gu, '').slice(0, 8)}`;
    const { code, err, out } = await command('init', path(name), '--data', write(`${name}.csv`, change(irisLike())), '--target', 'Species', '--yes');
    expect(code, err).toBe(0);
    expect(out).toContain('from numbers: sepal length, petal length');
    expect(await trained(name, name)).toMatchObject({ accuracy: 1 });
  });

  it('tells by its look that a file has no header, and says so', async () => {
    const { out } = await command('init', path('bare'), '--data', write('bare.csv', irisLike().slice(1).join('\n')), '--yes');
    expect(out).toContain('bare.csv: 90 rows; its first line holds data, so that columns are numbered from 1');
    expect(text('bare', 'bare.yaml')).toContain('  header: false');
    expect(text('bare', 'bare.yaml')).toContain('target: { column: "4", as: class');
    expect(await trained('bare', 'bare')).toMatchObject({ accuracy: 1 });
  });

  it('takes the word of --header and --no-header', async () => {
    const years = write('years.csv', ['2019,2020', ...Array.from({ length: 20 }, (_, row) => `${row / 3},${row / 2}`)].join('\n'));
    expect((await command('init', path('years'), '--data', years, '--header', '--yes')).out).toContain('predicts 2020');
    expect((await command('init', path('years-2'), '--data', years, '--no-header', '--yes')).out).toContain('21 rows; its first line holds data');
  });

  it('writes texts that YAML would take for something else as texts', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => `${['null', 'true', '1e3', '- # x'][row % 4] ?? ''},${row % 2},${['no', 'a: b'][row % 2] ?? ''}`);
    const { code, err } = await command('init', path('odd'), '--data', write('odd.csv', ['key: #1,{x},y'].concat(rows).join('\n')), '--yes');
    expect(code, err).toBe(0);
    expect(await trained('odd', 'odd')).toMatchObject({ accuracy: 1 });
  });

  it('writes names and categories that look like references so that they are read as they are', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => `${['${env:HOME}', 'plain'][row % 2] ?? ''},${row + 0.5},same,${['${yes}', 'no'][row % 2] ?? ''}`);
    const { code, err } = await command('init', path('braces'), '--data', write('braces.csv', ['${x},a,${unused},${y}'].concat(rows).join('\n')), '--target', '${y}', '--yes');
    expect(code, err).toBe(0);
    expect(text('braces', 'braces.yaml')).toContain('target: { column: "$${y}", as: class, categories: ["$${yes}", "no"] }');
    expect(await trained('braces', 'braces')).toMatchObject({ accuracy: 1 });
  });

  it('takes two cells alike in the first line for data where they stand above texts', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => (row % 2 ? 'yes,no' : 'no,yes'));
    expect((await command('init', path('alike'), '--data', write('alike.csv', ['yes,yes,1', ...rows.map((row, index) => `${row},${index % 3}`)].join('\n')), '--yes')).out).toContain('its first line holds data');
  });

  it.each([10, 13, 30])('takes as few as %i rows, in batches that are smaller', async rows => {
    const file = write(`rows-${rows}.csv`, wineLike(rows).join('\n'));
    expect((await command('init', path(`rows-${rows}`), '--data', file, '--yes', '--name', 'few')).code).toBe(0);
    expect(await trained(`rows-${rows}`, 'few')).toHaveProperty('accuracy');
  });

  it('takes a file whose columns are called as what every object has', async () => {
    const [, ...rows] = wineLike(40);
    const { code, err } = await command('init', path('names'), '--data', write('names.csv', ['constructor,toString,__proto__', ...rows].join('\n')), '--yes');
    expect(code, err).toBe(0);
    expect(await trained('names', 'names')).toMatchObject({ accuracy: 1 });
  });

  it('leaves out columns with many gaps rather than many rows, and categories whose name no config can hold', async () => {
    const line = (row: number) => [...[3, 5, 6, 7, 8].map(step => (row % 21 === step ? (row % 2 ? 'NA' : '') : row / step)), 'ab'[row % 2], row % 2 ? 'x' : 'y'].join(',');
    const file = write('gaps.csv', ['a,b,c,d,e,constructor,y', ...Array.from({ length: 420 }, (_, row) => line(row))].join('\n'));
    const { code, out, err } = await command('init', path('gaps'), '--data', file, '--yes');
    expect(code, err).toBe(0);
    expect(out).toMatch(/not used: \w: without a number in \d+ of 420 rows; fill the cells/u);
    expect(out).toContain('not used: constructor: categories under a name that no config can hold');
    expect(await trained('gaps', 'gaps')).toHaveProperty('accuracy');
  });

  it('leaves out single rows with gaps, and rows without a target', async () => {
    const lines = wineLike(60).map((line, row) => (row === 7 ? line.replace(/^[^,]*/u, '?') : row === 9 ? line.replace(/[^,]*$/u, '') : line));
    const { out } = await command('init', path('gaps-2'), '--data', write('gaps-2.csv', lines.join('\n')), '--target', 'good', '--yes');
    expect(out).toContain('left out: 2 rows in which a number or the target is missing');
    expect(text('gaps-2', 'gaps-2.yaml')).toContain('categories: ["no", "yes"]');
  });

  it('takes whole numbers of few values for classes, unless it is told that they are numbers', async () => {
    const file = write('stars.csv', ['a,stars', ...Array.from({ length: 60 }, (_, row) => `${(row % 3) + row / 1000},${row % 3}`)].join('\n'));
    expect((await command('init', path('stars'), '--data', file, '--yes')).out).toContain('predicts stars: one of 3 classes');
    expect((await command('init', path('stars-2'), '--data', file, '--yes', '--task', 'regression')).out).toContain('predicts stars: a number');
  });
});

describe('chainrule init refuses', () => {
  const iris = write('refused.csv', irisLike().join('\n'));
  const data = (name: string, lines: readonly string[]) => write(`${name}.csv`, lines.join('\n'));

  it.each([
    ['to ask where there is no terminal', ['--data', iris], ['--target', 'no terminal', '--yes']],
    ['to ask for the source', [], ['--data or --starter', 'no terminal', '--yes']],
    ['a column that is not there', ['--data', iris, '--target', 'Speces', '--yes'], ['there is no column Speces', 'did you mean: Species?']],
    ['a file that is not there', ['--data', iris.replace('refused', 'refusd'), '--yes'], ['there is no such file', 'did you mean: refused.csv?', `a relative one starts at ${process.cwd()}\n`]],
    ['texts as numbers', ['--data', iris, '--target', 'Species', '--task', 'regression'], ['column Species', 'a column for regression holds numbers', '"setosa"']],
    ['too many classes', ['--data', iris, '--target', 'Id', '--task', 'classification'], ['column Id', 'too many different values for classes', '90 in 90 rows', '--task regression']],
    ['a constant target', ['--data', data('same', ['a,b', ...Array.from({ length: 12 }, (_, row) => `${row / 3},1`)]), '--target', 'b', '--yes'], ['nothing to predict', '"1" in every row']],
    ['a target that is constant where no number is missing', ['--data', data('one', ['a,b', ...Array.from({ length: 60 }, (_, row) => `${row % 30 === 7 ? '' : row / 3},${row % 30 === 7 ? 'no' : 'yes'}`)]), '--target', 'b', '--yes'], ['nothing to predict', '"yes" in every row']],
    ['a table without inputs', ['--data', data('dates', ['d,b', ...Array.from({ length: 12 }, (_, row) => `2020-01-0${(row % 5) + 1},${row / 7}`)]), '--yes'], ['no column is left', 'd: dates or times']],
    ['a table of one column', ['--data', data('single', ['x', ...Array.from({ length: 12 }, (_, row) => String(row / 3))]), '--yes'], ['no column is left', 'got: no column but the target']],
    ['a name that two columns of numbers have', ['--data', data('twice', ['x,y,x', ...Array.from({ length: 20 }, (_, row) => `${row / 3},${row / 7},${row / 2}`)]), '--yes'], ['twice.csv:1: two columns are named "x"', '--no-header']],
    ['what is no text', ['--data', write('latin.csv', Uint8Array.of(0x67, 0xfc, 0x0a, 0x31, 0x0a)), '--header', '--yes'], ['latin.csv: the file is not a text in UTF-8', 'next: save it in UTF-8']],
    ['too few rows', ['--data', data('few', ['a,b', '1.5,2.5', '2.5,1.5', '1.7,1.9']), '--yes'], ['too few rows', '10 at least']],
    ['a ragged row', ['--data', data('ragged', ['a,b', '1,2', '1,2,3']), '--yes'], ['ragged.csv:3', 'too many cells']],
    ['an empty file', ['--data', data('empty', []), '--yes'], ['the file is empty']],
    ['a wrong name', ['--data', iris, '--yes', '--name', 'my project/x'], ['--name', 'not a name for a project', 'my-project-x']],
    ['a target without a file', ['--target', 'x', '--yes'], ['--target', '--data FILE.csv']],
  ])('%s', async (_, words, parts) => {
    expectBadInput(await command('init', path('refused'), ...words), parts, path('refused'));
  });

  it('to write over a file, and writes none then', async () => {
    await command('init', path('there'), '--starter', 'xor');
    const before = text('there', 'README.md');
    expectBadInput(await command('init', path('there'), '--starter', 'digits'), ['nothing is written over', 'got: package.json, .gitignore, README.md'], path('there', 'digits.yaml'));
    expect(text('there', 'README.md')).toBe(before);
  });

  it('to write where a file stands in the way of a folder', async () => {
    expectBadInput(await command('init', join(iris, 'inside'), '--starter', 'xor'), ['the folder', 'cannot be written']);
  });
});

describe('chainrule init --starter', () => {
  it.each([['digits', 0.9], ['xor', 1]])('writes a project that learns at once: %s', async (starter, accuracy) => {
    expect(await command('init', path(`start-${starter}`), '--starter', starter)).toMatchObject({ code: 0, err: '' });
    expect((await trained(`start-${starter}`, starter))['accuracy']).toBeGreaterThanOrEqual(accuracy);
  });

  it('is what --yes takes where no file is named', async () => {
    expect((await command('init', path('yes'), '--yes')).code).toBe(0);
    expect(existsSync(path('yes', 'digits.yaml'))).toBe(true);
  });
});
