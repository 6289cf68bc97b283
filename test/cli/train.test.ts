import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeSafetensors } from '../../src/training/safetensors.ts';
import { command, config, workplace } from './helpers.ts';

const { path, write } = workplace();
const file = write('larger.yaml', config);
const text = (...names: readonly string[]) => readFileSync(path(...names), 'utf8');

describe('chainrule train', () => {
  it('trains, writes a folder, and tells the result on standard output', async () => {
    const { code, out, err } = await command('train', file, '--output', path('runs'));
    expect(code).toBe(0);
    expect(out).toMatch(/^finished after 60 steps, .* s\ntest loss 0\.\d+ {2}accuracy 1\.0000\nwritten to .*larger-1\n$/u);
    expect(err).toMatch(/^larger: 42 parameters, 8 samples, backend (native|wasm) \(auto: .+\), gradients by backprop/mu);
    expect(err.split('\n').filter(line => line.startsWith('epoch'))).toHaveLength(30);
    expect(err).not.toContain('written to');
    expect(readdirSync(path('runs', 'larger-1')).sort()).toEqual(['config.yaml', 'metrics.jsonl', 'model.safetensors', 'summary.json']);
    expect(JSON.parse(text('runs', 'larger-1', 'summary.json'))).toMatchObject({ reason: 'finished', steps: 60, test: { accuracy: 1 } });
  });

  it('writes every run to a folder of its own', async () => {
    const before = text('runs', 'larger-1', 'model.safetensors');
    const { code, out } = await command('train', file, '--output', path('runs'), '--seed', '4', '--set', 'training.epochs=1');
    expect(code).toBe(0);
    expect(out).toContain('larger-2');
    expect(text('runs', 'larger-1', 'model.safetensors')).toBe(before);
    expect(text('runs', 'larger-2', 'config.yaml')).toMatch(/^seed: 4$/mu);
    expect(text('runs', 'larger-2', 'config.yaml')).toMatch(/^ {2}epochs: 1$/mu);
  });

  it('repeats a run bit by bit from the config in its folder', async () => {
    await command('train', path('runs', 'larger-2', 'config.yaml'), '--output', path('again'));
    expect(text('again', 'larger-1', 'model.safetensors')).toBe(text('runs', 'larger-2', 'model.safetensors'));
  });

  it('gives JSON lines alone on standard output with --json', async () => {
    const { code, out, err } = await command('train', file, '--output', path('json'), '--json', '--set', 'training.epochs=2');
    const events = out.trimEnd().split('\n').map(line => JSON.parse(line) as { readonly event: string });
    expect(code).toBe(0);
    expect(events.map(({ event }) => event)).toEqual(['start', 'epoch', 'epoch', 'end']);
    expect(events[3]).toMatchObject({ reason: 'finished', steps: 4, folder: path('json', 'larger-1') });
    expect(err).toBe('');
  });

  it('tells of restarts and watched gradients, and repeats them from the config in the folder', async () => {
    const words = ['--set', 'training.epochs=2', '--set', 'training.restarts=2', '--set', 'training.watchGradients.every=3', '--backend', 'typescript'];
    const { out, err } = await command('train', file, ...words, '--output', path('restarts'));
    expect(err.split('\n').map(line => /^(?:epoch|gradients|restart)/u.exec(line)?.[0])).toEqual([undefined, ...[1, 2].flatMap(() => ['gradients', 'epoch', 'gradients', 'epoch', 'restart']), undefined]);
    expect(out).toMatch(/\nkept restart [12] of 2, seed \d+, training\.loss 0\.\d+\ntest /u);
    const again = await command('train', path('restarts', 'larger-1', 'config.yaml'), '--json', '--output', path('restarts-again'));
    const events = again.out.trimEnd().split('\n').map(line => JSON.parse(line) as { readonly event: string });
    expect(events.map(({ event }) => event)).toEqual(['start', ...[1, 2].flatMap(() => ['gradients', 'epoch', 'gradients', 'epoch', 'restart']), 'end']);
    expect(text('restarts-again', 'larger-1', 'model.safetensors')).toBe(text('restarts', 'larger-1', 'model.safetensors'));
  });

  it('writes for TensorBoard into the folder of the run', async () => {
    const drawn = write('drawn.yaml', `${config}output: ${JSON.stringify(path('drawn'))}\nobservers: [tensorBoard]\n`);
    expect((await command('train', drawn, '--set', 'training.epochs=1', '--backend', 'typescript')).code).toBe(0);
    expect(readdirSync(path('drawn', 'drawn-1', 'tensorboard'))).toEqual([expect.stringMatching(/^events\.out\.tfevents\.\d{10}\./u)]);
  });

  it('takes the folder of the config, and its observers', async () => {
    const quiet = write('quiet.yaml', `${config}output: ${JSON.stringify(path('own'))}\nobservers: []\n`);
    const { code, err } = await command('train', quiet, '--set', 'training.epochs=1');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(existsSync(path('own', 'quiet-1', 'model.safetensors'))).toBe(true);
  });

  it('ends a run whose numbers are no longer finite with the weights from before', async () => {
    const words = ['--set', 'optimizer={ use: sgd, learningRate: 1.0e+38 }', '--output', path('broken')];
    const { code, out, err } = await command('train', file, ...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/error: dense(_2)?(\/tanh)?: the operation \w+ gives (NaN|-?Infinity) in step \d+/u);
    expect(err).toContain(`the weights from before it are in ${path('broken', 'larger-1')}/model.safetensors`);
    expect(err).not.toMatch(/\n\s+at /u);
    expect(JSON.parse(text('broken', 'larger-1', 'summary.json'))).toMatchObject({ reason: 'not finite' });
    const { tensors } = decodeSafetensors(readFileSync(path('broken', 'larger-1', 'model.safetensors')), 'model');
    expect(Object.keys(tensors)).toHaveLength(4);
    for (const { values } of Object.values(tensors)) expect(values.every(Number.isFinite)).toBe(true);
  });
});
