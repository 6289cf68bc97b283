import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { checkBackends } from '../../src/cli/checkBackends.ts';
import { commandText } from '../../src/cli/bench/commandText.ts';
import { modelJob } from '../../src/cli/bench/contenders.ts';
import { openSource } from '../../src/cli/bench/openSource.ts';
import { openSubject } from '../../src/cli/bench/subject.ts';
import { spiralFile } from '../plugins/files.ts';
import { command, config, expectBadInput, workplace } from './helpers.ts';

const { folder, path, write } = workplace();
const spiral = write('spiral.ts', spiralFile(0.5));
const model = write('model.yaml', `${config.replace('- { use: dense, units: 2 }', '- spiral\n  - { use: dense, units: 2 }').replace('epochs: 30', 'epochs: 2')}output: ${join(folder, 'runs')}\n`);
const listed = write('listed.yaml', `${readFileSync(model, 'utf8')}plugins: [./spiral.ts]\n`);
const batch = write('batch.json', '{ "inputs": [[0, 1], [1, 0]], "targets": [1, 0] }');
const samples = write('samples.json', '[[0, 1], [3, 1]]');

describe('--plugin', () => {
  it.each([
    ['train', [model]], ['inspect', [model]], ['gradients', [model, '--batch', batch]], ['find-rate', [model, '--steps', '4']], ['cross-validate', [model, '--folds', '2']],
    ['verify', [model, '--backend', 'typescript', '--batch-size', '2']],
  ])('gives a plugin to %s', async (name, words) => {
    expect(await command(name, ...words, '--plugin', spiral)).toMatchObject({ code: 0 });
    expect(await command('--plugin', spiral, name, ...words)).toMatchObject({ code: 0 });
    expectBadInput(await command(name, ...words), ['unknown layer "spiral"']);
  });

  it('says where a relative path starts', async () => {
    expectBadInput(await command('train', model, '--plugin', './nix.ts'), ['--plugin: ./nix.ts: there is no such plugin', `a relative path starts at ${process.cwd()}\n`]);
  });

  it('gives a plugin to bench, whose processes load it themselves', async () => {
    const source = { file: model, overrides: [], plugin: [spiral] };
    const subject = await openSubject(source);
    expect(modelJob('typescript', subject, 0)).toMatchObject({ source });
    await using run = await openSource(modelJob('typescript', subject, 0));
    expect(run.parts.description.plugins).toMatchObject([{ name: 'spiral' }]);
    const read = vi.spyOn(process.getBuiltinModule('node:fs/promises'), 'readFile');
    await expect(checkBackends(source, ['typescript', 'wasm', 'tfjs:cpu'])).resolves.toBeUndefined();
    expect(read.mock.calls.filter(([read]) => read === model)).toHaveLength(1);
    read.mockRestore();
    await expect(checkBackends(source, ['typescript', 'tfjs:wsam'])).rejects.toThrow(/^--backend tfjs:wsam: .*\n.*[^]*did you mean: wasm\?/u);
    await expect(checkBackends({ ...source, plugin: [] }, ['typescript'])).rejects.toThrow('unknown layer "spiral"');
    const told = commandText('model.yaml', { backend: [], set: [], plugin: ['./spiral.ts'], rounds: '60', seconds: '0.06', breakEven: 'none' });
    expect(told).toContain('--plugin ./spiral.ts');
    expectBadInput(await command('bench', '--suite', '--plugin', spiral), ['the suite has nets of its own', '--plugin']);
  });

  it('stands beside the plugins of the config, and may name one of them again', async () => {
    const other = write('other.ts', spiralFile(1, 'other').replaceAll(`name: 'spiral'`, `name: 'helix'`));
    const both = ['inspect', listed, '--set', 'model=[helix, spiral, { use: dense, units: 2 }]'];
    expect(await command(...both, '--plugin', other)).toMatchObject({ code: 0 });
    expect(await command(...both, '--plugin', spiral, `--plugin=${other}`)).toMatchObject({ code: 0 });
  });

  it('is told of in errors', async () => {
    expectBadInput(await command('inspect', model, '--plugin', path('spirel.ts')), ['--plugin: ', 'spirel.ts: there is no such plugin', 'did you mean: spiral.ts?']);
    expectBadInput(await command('inspect', model, '--plugin', 'chainrule-plugin-nowhere'), ['--plugin: chainrule-plugin-nowhere: the package is not installed']);
    expectBadInput(await command('evaluate', path('runs'), '--plugin', write('throwing.ts', 'throw new Error("not today");')), ['--plugin: ', 'throwing.ts: the plugin cannot be loaded', 'not today']);
    const clash = write('clash.ts', spiralFile(2, 'clash'));
    expectBadInput(await command('inspect', listed, '--plugin', clash), ['the layer "spiral" is contributed twice', `spiral (./spiral.ts)`, `clash (${clash})`]);
    expectBadInput(await command('inspect', listed, '--plugin', write('same.ts', spiralFile(2))), ['two plugins are called "spiral"']);
  });

  it('is told of with the place in the config, where that names the plugin', async () => {
    const lost = write('lost.yaml', `${readFileSync(model, 'utf8')}plugins:\n  - ./spirel.ts\n`);
    for (const name of ['inspect', 'find-rate', 'cross-validate', 'verify']) {
      const ended = await command(name, lost);
      expectBadInput(ended, ['did you mean: spiral.ts?']);
      expect(ended.err).toMatch(/lost\.yaml:\d+:5: plugins\[0\]: \.\/spirel\.ts: there is no such plugin/u);
    }
  });
});

describe('the run of a plugin', () => {
  it('is written so that its config can be trained again, and lists what it needs', async () => {
    expect(await command('train', model, '--plugin', spiral, '--set', 'name=first')).toMatchObject({ code: 0 });
    const text = readFileSync(path('runs', 'first-1', 'config.yaml'), 'utf8');
    expect(text).toContain(`plugins:\n  - ${spiral}\n`);
    expect(await command('train', path('runs', 'first-1', 'config.yaml'))).toMatchObject({ code: 0 });
  });

  it('is opened with the plugins that the command line names, and no others', async () => {
    expect(await command('train', listed, '--set', 'name=second')).toMatchObject({ code: 0 });
    const run = path('runs', 'second-1');
    for (const words of [['evaluate', run], ['predict', run, '--input', samples], ['evaluate', join(run, 'model.safetensors'), '--set', 'data={ use: arrays, inputs: [[0, 1]], targets: [1], test: { inputs: [[0, 1]], targets: [1] } }']]) {
      expectBadInput(await command(...words), ['unknown layer "spiral"', 'the model needs spiral (./spiral.ts), and a model file loads no code', '--plugin ./spiral.ts', `loadModel(path, { plugins: ['./spiral.ts'] })`]);
      expect(await command(...words, '--plugin', spiral)).toMatchObject({ code: 0 });
    }
    expectBadInput(await command('evaluate', run, '--set', `plugins=[${spiral}]`), ['the plugins of a stored model are named by a flag', '--plugin FILE']);
  });
});
