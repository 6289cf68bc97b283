import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { csv } from '../../src/data/csv.ts';
import type { DataParts } from '../../src/data/dataset.ts';
import { createSource, takesOptions } from './createSource.ts';
import { expectDataError, temporaryFolder } from './helpers.ts';

const { folder, write } = temporaryFolder();
write('table.csv', 'id,size,colour,price\n1,2.5,red,10\n2,-1e3,blue,20\n\n3,0,"red",30\n');

function load(options: object): Promise<DataParts> {
  return createSource(csv, { file: 'table.csv', ...options }).load({ folder });
}
const table = { target: 'price', oneHot: ['colour'], ignore: ['id'] };
let files = 0;

/** Loads a table written for one test. */
function loadText(text: string, options: object = {}): Promise<DataParts> {
  files++;
  return load({ file: write(`text-${files}.csv`, text), ...options });
}

describe('csv', () => {
  it('reads numbers, one-hot columns and numeric targets', async () => {
    const { train } = await load(table);
    expect(train.count).toBe(3);
    expect(train.inputs[0]).toMatchObject({ name: 'input', shape: [3], dtype: 'float', values: Float64Array.of(2.5, 0, 1, -1000, 1, 0, 0, 0, 1), lines: Int32Array.of(2, 3, 5) });
    expect(train.targets[0]).toMatchObject({ name: 'target', shape: [1], dtype: 'float', values: Float64Array.of(10, 20, 30) });
  });

  it('takes several targets, given categories, other delimiters, gzip and files without a header', async () => {
    write('plain.gz', gzipSync('skip this\n1;a;3\r\n4;b;6\r\n'));
    const { train } = await load({ file: 'plain.gz', header: false, delimiter: ';', skipLines: 1, target: [1, 3], oneHot: { 2: ['c', 'b', 'a'] } });
    expect(train.inputs[0]?.values).toEqual(Float64Array.of(0, 0, 1, 0, 1, 0));
    expect(train.targets[0]).toMatchObject({ shape: [2], values: Float64Array.of(1, 3, 4, 6), lines: Int32Array.of(2, 3) });
  });

  it('takes columns that are called as what every object has', async () => {
    const { train } = await loadText('constructor,toString\n1,2\n', { target: 'toString' });
    expect(train.inputs[0]?.values).toEqual(Float64Array.of(1));
  });

  it('makes class indices, with the categories kept in order', async () => {
    const names = await load({ ...table, target: { column: 'colour', as: 'class' }, oneHot: [] });
    expect(names.train.targets[0]).toMatchObject({ shape: [], dtype: 'int32', values: Int32Array.of(1, 0, 1), categories: ['blue', 'red'] });
    const numbers = await loadText('x,y\n0,10\n0,9\n0,2\n', { target: { column: 'y', as: 'class' } });
    expect(numbers.train.targets[0]).toMatchObject({ values: Int32Array.of(2, 1, 0), categories: ['2', '9', '10'] });
    const written = await loadText('x,y\n0,3\n0,1\n', { target: { column: 'y', as: 'index' } });
    expect(written.train.targets[0]).toMatchObject({ dtype: 'int32', values: Int32Array.of(3, 1) });
    const oneHot = await load({ ...table, target: { column: 'colour', as: 'oneHot', categories: ['red', 'blue'] }, oneHot: [] });
    expect(oneHot.train.targets[0]).toMatchObject({ shape: [2], dtype: 'float', values: Float64Array.of(1, 0, 0, 1, 1, 0), categories: ['red', 'blue'] });
  });

  it('uses the categories of the training file for the test file and for predictions', async () => {
    write('test.csv', 'price,colour,size,id\n1,red,2,9\n');
    const { test } = await load({ ...table, test: 'test.csv' });
    expect(test?.inputs[0]?.values).toEqual(Float64Array.of(2, 0, 1));
    write('new.csv', 'size,colour\n7,blue\n');
    const inputs = await createSource(csv, { file: 'table.csv', ...table }).loadInputs?.('new.csv', { folder });
    expect(inputs).toMatchObject({ count: 1, targets: [], inputs: [{ values: Float64Array.of(7, 1, 0) }] });
  });

  it('holds out a test part of the training file, the last rows where asked', async () => {
    const { train, test } = await load({ ...table, test: { size: 1, rows: 'last' } });
    expect([train.targets[0]?.values, test?.targets[0]?.values]).toEqual([Float64Array.of(10, 20), Float64Array.of(30)]);
    expect([...test?.inputs[0]?.lines ?? []]).toEqual([5]);
    expect((await load({ ...table, test: 1 / 3 })).test?.count).toBe(1);
    expect(await load({ ...table, test: 0 })).toEqual(await load(table));
    await expectDataError(() => load({ ...table, test: 3 }), 'data.test: a split leaves no samples for training', 'got: 3 of 3 samples');
  });

  it('says of a missing file where it is to be had, and under which licence', async () => {
    const origin = 'https://example.org/tables, under the licence CC BY 4.0';
    await expectDataError(() => load({ file: 'absent.csv', origin }), 'absent.csv: there is no such file', `next: get it from ${origin}; or correct the path`);
    await expectDataError(() => load({ ...table, test: 'absent.csv', origin }), `get it from ${origin}`);
    await expect(load({ file: 'table.csv', origin, target: 'prise' })).rejects.not.toThrow(/get it from/u);
  });

  it('counts lines through quoted breaks and a byte order mark', async () => {
    await expectDataError(() => loadText('\uFEFFa,b\n1,"x\ny"\n1,2,3\n'), '.csv:4', 'too many cells', '3 cells', '2 cells, as in line 1');
  });

  it('refuses ragged rows', async () => {
    await expectDataError(() => loadText('a,b\n1,2\n3\n'), '.csv:3', 'too few cells', 'got: 1 cells', 'expected: 2 cells');
  });

  it('refuses cells that are not numbers, with row and column', async () => {
    await expectDataError(() => load({ target: 'price' }), 'table.csv:2, column colour', 'not a number', '"red"', 'oneHot or ignore');
    await expectDataError(() => loadText('a,b\n1,\n'), ':2, column b', 'an empty cell');
    await expectDataError(() => loadText('a,b\n1,inf\n'), ':2, column b', '"inf"');
    await expectDataError(() => loadText('a,b\n1,Infinity\n'), ':2, column b', '"Infinity"', 'a finite number');
    await expectDataError(() => loadText('a,b\n1,1.5\n', { target: { column: 'b', as: 'index' } }), ':2, column b', 'not a whole number', '1.5', 'as: class');
  });

  it('refuses an empty label, which is no class of its own unless it is named so', async () => {
    const text = 'a,y\n1,cat\n2,\n3,dog\n';
    for (const as of ['class', 'oneHot']) await expectDataError(() => loadText(text, { target: { column: 'y', as } }), ':3, column y: the label is missing', 'got: an empty cell', 'expected: the name of a class');
    expect((await loadText(text, { target: { column: 'y', as: 'class', categories: ['', 'cat', 'dog'] } })).train.targets[0]?.values).toEqual(Int32Array.of(1, 0, 2));
    expect((await loadText(text, { oneHot: ['y'] })).train.inputs[0]?.shape).toEqual([4]);
  });

  it('refuses a column that is named for two purposes', async () => {
    await expectDataError(() => load({ ...table, target: 'colour' }), 'data.oneHot: a one-hot input is a target too', 'got: colour', 'another column than under data.target');
    await expectDataError(() => load({ ...table, weights: 'colour' }), 'data.oneHot: a one-hot input is the column of weights too');
    await expectDataError(() => load({ ...table, weights: 'price' }), 'data.weights: the column of weights is a target too', 'got: price');
    await expectDataError(() => load({ ...table, target: ['price', 'price'] }), 'data.target: a target is named twice', 'got: price');
  });

  it('refuses unknown columns and categories, with the nearest', async () => {
    await expectDataError(() => load({ ...table, target: 'prise' }), 'no column prise', 'id, size, colour, price', 'did you mean: price?');
    await expectDataError(() => load({ ...table, oneHot: ['color'] }), 'no column color', 'did you mean: colour?');
    await expectDataError(() => load({ ...table, ignore: ['ID number'] }), 'no column ID number');
    await expectDataError(() => loadText('a;b\n1;2\n', { target: 'b' }), 'no column b', 'set delimiter: ";"');
    write('unknown.csv', 'id,size,colour,price\n1,2,rod,3\n');
    await expectDataError(() => load({ ...table, test: 'unknown.csv' }), 'unknown.csv:2, column colour', '"rod"', 'one of blue, red', 'did you mean: red?');
  });

  it('refuses files without rows, columns or sense', async () => {
    await expectDataError(() => load({ file: 'tabel.csv' }), 'no such file', 'did you mean: table.csv?');
    await expectDataError(() => loadText('\n\n'), 'the file is empty');
    await expectDataError(() => loadText('a,b\n'), 'a header but no rows');
    await expectDataError(() => loadText('1,1\n2,3\n'), ':1', 'two columns are named "1"', 'header: false');
    await expectDataError(() => loadText('a,b\n1,"2\n'), ':2', 'quoted cell');
    await expectDataError(() => loadText('a\n1\n', { target: 'a' }), 'no column is left');
    write('binary.csv', Uint8Array.of(0xff, 0xfe, 0x00));
    await expectDataError(() => load({ file: 'binary.csv' }), 'binary.csv', 'not a text in UTF-8');
  });

  it('refuses options that make no sense', () => {
    expect(takesOptions(csv, { file: 'a', target: { column: 'b', as: 'number' } })).toBe(false);
    for (const delimiter of [';;', '"', '\n', '\r', '']) expect(takesOptions(csv, { file: 'a', delimiter })).toBe(false);
    expect(takesOptions(csv, { file: 'a', delimiter: '\t' })).toBe(true);
    expect(takesOptions(csv, { file: 'a', targets: 'b' })).toBe(false);
    expect(takesOptions(csv, { file: 'a', target: 2 })).toBe(true);
  });
});
