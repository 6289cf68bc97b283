import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { idxBytes } from '../data/helpers.ts';
import { command, config, expectBadInput, workplace } from './helpers.ts';

const { path, write } = workplace();

const flowers = `model: [{ use: dense, units: 2 }]
loss: categoricalCrossEntropy
optimizer: { use: sgd, learningRate: 1 }
data: { use: csv, file: flowers.csv, target: { column: kind, as: class }, oneHot: [colour], standardise: true }
training: { epochs: 40, batchSize: 4 }
`;
const line = `model: [{ use: dense, units: 1 }]
loss: meanSquaredError
optimizer: { use: sgd, learningRate: 0.1 }
data: { use: arrays, inputs: [[0], [1], [2], [3]], targets: [[100], [300], [500], [700]], standardise: { inputs: true, targets: true } }
training: { epochs: 100, batchSize: 4 }
`;

beforeAll(async () => {
  write('flowers.csv', 'length,colour,kind\n1,red,rose\n1.2,red,rose\n4,blue,iris\n5,blue,iris\n');
  await command('train', write('larger.yaml', config), '--output', path('runs'));
  await command('train', write('flowers.yaml', flowers), '--output', path('runs'));
  await command('train', write('line.yaml', line), '--output', path('runs'));
});

describe('chainrule predict', () => {
  it('gives class and probability a line for samples in JSON', async () => {
    const input = write('samples.json', '[[0, 9], [9, 0]]');
    const { code, out, err } = await command('predict', path('runs', 'larger-1'), '--input', input);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^1\t0\.9\d{3}\n0\t0\.9\d{3}\n$/u);
  });

  it('gives the logits with --json, whose softmax are the probabilities', async () => {
    const input = write('one.json', '{ "inputs": [[1, 1.5]] }');
    const { out } = await command('predict', path('runs', 'larger-1', 'model.safetensors'), '--input', input, '--json');
    const [[[a = 0, b = 0] = []] = []] = (JSON.parse(out) as { readonly outputs: readonly (readonly (readonly number[])[])[] }).outputs;
    const [shown] = (await command('predict', path('runs', 'larger-1'), '--input', input)).out.trim().split('\t').slice(1);
    expect(Number(shown)).toBeCloseTo(1 / (1 + Math.exp(-Math.abs(a - b))), 3);
  });

  it('names the classes, and reads CSV files without targets as the training data are read', async () => {
    const input = write('new.csv', 'colour,length\nblue,4.5\nred,1.1\n');
    const { out } = await command('predict', path('runs', 'flowers-1'), '--input', input);
    expect(out).toMatch(/^iris\t0\.\d{4}\nrose\t0\.\d{4}\n$/u);
  });

  it('keeps the names of the classes in the model file', async () => {
    const input = write('new.json', '[[1.1, 0, 1]]');
    const { out } = await command('predict', path('runs', 'flowers-1', 'model.safetensors'), '--input', input);
    expect(out).toMatch(/^rose\t/u);
  });

  it('gives numbers in the units of the targets', async () => {
    const input = write('points.json', '[[1.5], [10]]');
    const numbers = (await command('predict', path('runs', 'line-1'), '--input', input)).out.trim().split('\n').map(Number);
    expect(numbers[0]).toBeCloseTo(400, 0);
    expect(numbers[1]).toBeCloseTo(2100, 0);
  });

  it('reads IDX images', async () => {
    write('images', idxBytes([4, 2, 2], [0, 0, 255, 255, 0, 0, 250, 255, 255, 255, 0, 0, 250, 255, 0, 0]));
    write('labels', idxBytes([4], [0, 0, 1, 1]));
    const data = '{ use: idx, train: { images: images, labels: labels } }';
    await command('train', path('larger.yaml'), '--set', `data=${data}`, '--set', 'name=images', '--output', path('runs'));
    const { out } = await command('predict', path('runs', 'images-1'), '--input', path('images'));
    expect(out.split('\n').map(row => row.split('\t')[0])).toEqual(['0', '0', '1', '1', '']);
    const wide = write('wide', idxBytes([1, 2, 3], [0, 0, 0, 0, 0, 0]));
    expectBadInput(await command('predict', path('runs', 'images-1'), '--input', wide), ['wide: the inputs are not laid out', 'got: input [6]', 'expected: input [4]']);
  });

  it('refuses what it cannot read', async () => {
    const run = path('runs', 'larger-1');
    expectBadInput(await command('predict', run, '--input', path('none.json')), ['none.json: the file cannot be read']);
    expectBadInput(await command('predict', run, '--input', write('half.json', '[[1, 2')), ['half.json: the file is not JSON']);
    expectBadInput(await command('predict', run, '--input', write('text.json', '"five"')), ['text.json: there are no arrays of numbers', 'got: "five"']);
    expectBadInput(await command('predict', run, '--input', write('three.json', '[[1, 2, 3]]')), ['three.json: inputs: samples of another shape than the model takes', 'got: [3]', 'expected: [2]']);
    expectBadInput(await command('predict', run, '--input', write('ragged.json', '{ "inputs": [[1, 2], [3]] }')), ['ragged.json: inputs[1]: the array is ragged']);
    expectBadInput(await command('predict', run, '--input', write('large.json', '[[1, 1e39]]')), ['large.json: inputs, sample 0, feature 1: a value is too large']);
    expectBadInput(await command('predict', path('runs', 'flowers-1'), '--input', write('large.csv', 'colour,length\nblue,1e39\n')), ['large.csv:2, column length: a value is too large', 'at most 3.4e38']);
    expectBadInput(await command('predict', run, '--input', path('new.csv')), ['no data source says how inputs are laid out', 'next:']);
    expectBadInput(await command('predict', run), ["required option '--input <file>' not specified"]);
    const bytes = readFileSync(path('runs', 'larger-1', 'model.safetensors'));
    expectBadInput(await command('predict', write('cut.safetensors', bytes.subarray(0, bytes.length - 9)), '--input', path('samples.json')), ['cut.safetensors: the file is truncated']);
  });
});
