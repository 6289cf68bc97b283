import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { DataParts } from '../../src/data/dataset.ts';
import { jsonLinesData } from '../../src/data/jsonLinesData.ts';
import { createSource, takesOptions } from './createSource.ts';
import { expectDataError, temporaryFolder } from './helpers.ts';

const { folder, write } = temporaryFolder();
const flats = [
  '{"rooms": 3, "address": {"city": "Rome", "floor": 2}, "balcony": true, "rent": 900, "id": "a"}',
  '',
  '{"id": "b", "rooms": 1.5, "address": {"floor": -1, "city": "Oslo"}, "balcony": false, "rent": 800}',
].join('\n');
write('flats.jsonl', `${flats}\n`);
const options = { file: 'flats.jsonl', inputs: ['rooms', 'address', 'balcony'], oneHot: ['address.city'], target: 'rent' };
let files = 0;

const load = (given: object): Promise<DataParts> => createSource(jsonLinesData, given).load({ folder });
const loadText = (text: string, given: object = {}): Promise<DataParts> => load({ file: write(`text-${files++}.jsonl`, text), ...given });

describe('jsonLines', () => {
  it('reads numbers, truth values, categories and targets by their key paths', async () => {
    const { train } = await load(options);
    expect(train.count).toBe(2);
    expect(train.inputs[0]).toMatchObject({ name: 'input', shape: [5], values: Float64Array.of(3, 0, 1, 2, 1, 1.5, 1, 0, -1, 0), lines: Int32Array.of(1, 3) });
    expect(train.targets[0]).toMatchObject({ name: 'target', shape: [1], values: Float64Array.of(900, 800) });
  });

  it('takes all keys but those of the target and the ignored ones, arrays as a whole, classes and weights', async () => {
    const text = '{"pixels": [1, 2], "digit": "seven", "note": {"by": "x"}, "w": 2}\n{"pixels": [3, 4], "digit": "one", "note": {"by": "y"}, "w": 1}';
    const { train } = await loadText(text, { target: { column: 'digit', as: 'class' }, ignore: ['note'], weights: 'w' });
    expect(train.inputs[0]).toMatchObject({ shape: [2], values: Float64Array.of(1, 2, 3, 4) });
    expect(train.targets[0]).toMatchObject({ shape: [], values: Int32Array.of(1, 0), categories: ['one', 'seven'] });
    expect(train.weights?.values).toEqual(Float64Array.of(2, 1));
    const { train: other } = await loadText('{"x": 1, "y": [2, 3]}', { target: 'y' });
    expect(other.targets[0]).toMatchObject({ shape: [2], values: Float64Array.of(2, 3) });
  });

  it('uses the categories of the training file for the test file and for predictions, and reads gzip', async () => {
    write('test.jsonl.gz', gzipSync('{"rooms": 2, "address": {"city": "Oslo", "floor": 0}, "balcony": true, "rent": 1}'));
    const { test } = await load({ ...options, test: 'test.jsonl.gz' });
    expect(test?.inputs[0]?.values).toEqual(Float64Array.of(2, 1, 0, 0, 1));
    write('new.jsonl', '{"rooms": 4, "address": {"city": "Rome", "floor": 9}, "balcony": false}');
    expect(await createSource(jsonLinesData, options).loadInputs?.('new.jsonl', { folder })).toMatchObject({ count: 1, targets: [], inputs: [{ values: Float64Array.of(4, 0, 1, 9, 0) }] });
  });

  it('names file and line of what is broken', async () => {
    await expectDataError(() => loadText('{"a": 1}\n{"a": 1'), '.jsonl:2', 'the line is not JSON', 'expected: {"key": value, …}', 'one whole object');
    await expectDataError(() => loadText('{"a": 1}\n\n[1]'), '.jsonl:3', 'no JSON object', '[1]');
    await expectDataError(() => loadText('{"a": 1, "b": 2}\n{"a": 1}'), '.jsonl:2', 'lacks the key b', 'the keys of line 1', '`inputs`');
    await expectDataError(() => loadText('{"a": [1]}\n{"a": [1, 2]}'), '.jsonl:2', 'a key that the first has not: a[1]');
    await expectDataError(() => loadText('{"a": 1}\n{"a": null}'), '.jsonl:2, column a', 'an empty cell');
    await expectDataError(() => loadText('{"a": 1}\n{"a": "x"}'), '.jsonl:2, column a', 'not a number', '"x"');
    await expectDataError(() => load({ ...options, target: 'rend' }), 'flats.jsonl: there is no column rend', 'one of rooms, address, address.city, address.floor, balcony, rent, id', 'did you mean: rent?');
    await expectDataError(() => load({ ...options, inputs: ['rooms', 'adress'] }), 'flats.jsonl: there is no column adress', 'did you mean: address?');
    await expectDataError(() => loadText('{"pixels": [1, 2], "y": 1}', { inputs: ['pixel[0]'], target: 'y' }), 'no column pixel[0]', 'one of pixels, y');
    await expectDataError(() => loadText('{"x": 1, "y": 1}', { target: 'y', weights: 'y' }), 'data.weights: the column of weights is a target too', 'got: y');
    await expectDataError(() => loadText('\n'), 'the file is empty');
  });

  it('refuses a key that is named for two purposes', async () => {
    const line = '{"a": 1, "y": [1, 2], "w": 2, "note": {"x": 1, "z": 2}}';
    await expectDataError(() => loadText(line, { inputs: ['a', 'y'], target: 'y' }), 'data.inputs: an input is a target too', 'got: y', 'another column than under data.target');
    await expectDataError(() => loadText(line, { inputs: ['a', 'y[1]'], target: 'y' }), 'an input is a target too', 'got: y[1]');
    await expectDataError(() => loadText(line, { inputs: ['a', 'w'], weights: 'w' }), 'an input is the column of weights too', 'got: w');
    await expectDataError(() => loadText(line, { inputs: ['a', 'a'], target: 'y' }), 'data.inputs: an input is named twice', 'got: a');
    await expectDataError(() => loadText(line, { inputs: ['a', 'note.x'], ignore: ['note'] }), 'an input is ignored too', 'got: note.x');
    expect((await loadText(line, { inputs: ['a', 'note'], ignore: ['note.x'], target: 'y' })).train.inputs[0]?.shape).toEqual([2]);
    await expectDataError(() => loadText('{"a": 1, "y": null}', { target: { column: 'y', as: 'class' } }), '.jsonl:1, column y: the label is missing');
  });

  it('refuses options that make no sense', () => {
    expect(takesOptions(jsonLinesData, { file: 'a', header: true })).toBe(false);
    expect(takesOptions(jsonLinesData, { file: 'a', inputs: [] })).toBe(false);
  });
});
