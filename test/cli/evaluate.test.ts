import { copyFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { command, config, expectBadInput, workplace } from './helpers.ts';

const { path, write } = workplace();
const run = path('runs', 'larger-1');
const figuresOf = (out: string) => JSON.parse(out) as { readonly part: string; readonly figures: Readonly<Record<string, number>> };

beforeAll(async () => {
  const file = write('larger.yaml', config.replace('data:\n', 'data:\n  standardise: true\n  validation: 2\n'));
  const trained = await command('train', file, '--output', path('runs'), '--json');
  write('end.json', trained.out.trimEnd().split('\n').at(-1) ?? '');
});

describe('chainrule evaluate', () => {
  it('gives the figures that training ended with', async () => {
    const end = await command('evaluate', run, '--json');
    const { part, figures } = figuresOf(end.out);
    const { test } = JSON.parse((await import('node:fs')).readFileSync(path('end.json'), 'utf8')) as { readonly test: Readonly<Record<string, number>> };
    expect(part).toBe('test');
    expect(figures).toEqual(test);
    expect(end.err).toBe('');
  });

  it('prints them in a line, of another part too', async () => {
    const { code, out } = await command('evaluate', run, '--part', 'validation');
    expect(code).toBe(0);
    expect(out).toMatch(/^loss \d\.\d{4} {2}accuracy \d\.\d{4}\n$/u);
    const train = figuresOf((await command('evaluate', run, '--part', 'train', '--json')).out);
    expect(train.figures).not.toEqual(figuresOf((await command('evaluate', run, '--json')).out).figures);
  });

  it('evaluates a model file on data of the command line, standardised as the training data were', async () => {
    copyFileSync(path('runs', 'larger-1', 'model.safetensors'), path('alone.safetensors'));
    const data = '{ use: arrays, inputs: [[0, 2], [3, 1]], targets: [1, 0] }';
    const alone = await command('evaluate', path('alone.safetensors'), '--set', `data=${data}`, '--part', 'train', '--json');
    expect(figuresOf(alone.out).figures).toEqual(figuresOf((await command('evaluate', run, '--json')).out).figures);
  });

  it('runs on another backend', async () => {
    const { figures } = figuresOf((await command('evaluate', run, '--json', '--backend', 'typescript:float64')).out);
    const { figures: single } = figuresOf((await command('evaluate', run, '--json')).out);
    expect(figures['loss']).not.toBe(single['loss']);
    expect(figures['loss']).toBeCloseTo(single['loss'] ?? Number.NaN, 5);
  });

  it('refuses what it cannot evaluate', async () => {
    expectBadInput(await command('evaluate', path('nothing')), ['there is no such run or model', 'next:']);
    expectBadInput(await command('evaluate', path('alone.safetensors')), ['there is no data to evaluate on', 'next:']);
    expectBadInput(await command('evaluate', run, '--part', 'tset'), ['--part <part>: not one of the known values', 'got: "tset"', 'one of train, validation, test', 'did you mean: test?']);
    expectBadInput(await command('evaluate', run, '--set', 'optimizer=sgd'), ['--set optimizer=sgd: a stored model keeps this']);
    const other = '{ use: arrays, inputs: [[0, 2, 1]], targets: [1] }';
    expectBadInput(await command('evaluate', path('alone.safetensors'), '--set', `data=${other}`), ['the inputs are not laid out', 'got: input [3]', 'expected: input [2]']);
    const labels = '{ use: arrays, inputs: [[0, 2]], targets: [4] }';
    expectBadInput(await command('evaluate', path('alone.safetensors'), '--set', `data=${labels}`), ['sample 0: a label is out of range', 'got: 4']);
  });
});
