import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { command, config, expectBadInput, workplace } from './helpers.ts';

const { path, write } = workplace();
const file = write('larger.yaml', config);

describe('chainrule config show, and train --print-config', () => {
  it('print the config with defaults and places, and train nothing', async () => {
    const shown = await command('config', 'show', file, '--set', 'training.epochs=2');
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.out).toContain('  epochs: 2 # --set training.epochs=2\n');
    expect(shown.out).toContain(`seed: 3 # ${file}:13:7\n`);
    expect(shown.out).toContain('beta1: 0.9 # default\n');
    const printed = await command('train', file, '--print-config', '--output', path('runs'));
    expect(printed).toMatchObject({ code: 0, err: '' });
    expect(printed.out).toContain(`output: ${path('runs')} # --output ${path('runs')}\n`);
    expect(existsSync(path('runs'))).toBe(false);
  });

  it('give a config that trains', async () => {
    const { out } = await command('config', 'show', file, '--set', 'training.epochs=1', '--set', 'backend=typescript');
    const again = write('again.yaml', out);
    expect(await command('train', again, '--output', path('again'), '--json')).toMatchObject({ code: 0, err: '' });
    const { out: different, code } = await command('config', 'diff', path('again', 'larger-1'), again, '--json');
    expect({ code, paths: JSON.parse(different).differences.map((each: { readonly path: string }) => each.path) }).toEqual({ code: 1, paths: ['output'] });
  });

  it('give data with --json', async () => {
    const { out } = await command('config', 'show', file, '--json');
    expect(JSON.parse(out)).toMatchObject({ config: { seed: 3, model: [{ use: 'dense', useBias: true }, {}] }, from: { seed: `${file}:13:7`, 'model[0].useBias': 'default' } });
    expect(parse((await command('config', 'show', file)).out)).toEqual(JSON.parse(out).config);
  });

  it('tell what is wrong', async () => {
    expectBadInput(await command('config', 'show', file, '--set', 'training.epoch=2'), ['--set training.epoch=2: training.epoch: unknown key "epoch"', '\n  | --set training.epoch=2\n  |                ^~~~~\n', 'did you mean: epochs?']);
  });
});

describe('chainrule config diff', () => {
  it('says where configs differ, and by its exit code whether', async () => {
    const other = write('other.yaml', `extends: larger.yaml\nseed: 4\nmetrics: null\n`);
    expect(await command('config', 'diff', file, file)).toEqual({ code: 0, out: 'the configs are the same\n', err: '' });
    expect(await command('config', 'diff', file, other)).toEqual({
      code: 1, err: '', out: ['metrics[0]', `  - "accuracy"  # ${file}:11:11`, '  + (nothing)', 'seed', `  - 3  # ${file}:13:7`, `  + 4  # ${other}:2:7`, ''].join('\n'),
    });
    const { out } = await command('config', 'diff', file, other, '--json');
    expect(JSON.parse(out)).toMatchObject({ same: false, differences: [{ path: 'metrics[0]' }, { path: 'seed', left: { value: 3, from: `${file}:13:7` }, right: { value: 4 } }] });
  });

  it('tells of a file that is wrong or missing', async () => {
    expectBadInput(await command('config', 'diff', file, path('none.yaml')), ['none.yaml: the config file cannot be read']);
    expectBadInput(await command('config', 'diff', write('bad.yaml', config.replace('seed: 3', 'seed: -3')), file), ['bad.yaml:13:7: seed: out of range', '| seed: -3\n  |       ^~\n']);
  });
});
