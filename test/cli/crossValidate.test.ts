import { describe, expect, it } from 'vitest';
import type { CrossValidation } from '../../src/run/crossValidate.ts';
import { command, config, expectBadInput, workplace } from './helpers.ts';

const { write } = workplace();
const file = write('larger.yaml', config);

describe('chainrule cross-validate', () => {
  it('prints each fold on standard error, mean and deviation on standard output', async () => {
    const { code, out, err } = await command('cross-validate', file, '--folds', '4', '--stratified');
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^fold 1  loss .*\nfold 2  .*\nfold 3  .*\nfold 4  loss \S+  accuracy \S+\n$/u) });
    expect(out).toMatch(/^mean       loss \S+  accuracy \S+\ndeviation  loss \S+  accuracy \S+\n$/u);
  });

  it('gives all of it as JSON, by the seed', async () => {
    const run = async (...more: readonly string[]) => JSON.parse((await command('cross-validate', file, '--folds', '2', '--repeats', '2', '--json', ...more)).out) as CrossValidation;
    const result = await run();
    expect(result.folds).toHaveLength(4);
    expect(result.folds[3]).toMatchObject({ repeat: 2, fold: 2, samples: { train: 4, test: 4 } });
    expect(await run()).toEqual(result);
    expect(await run('--seed', '8')).not.toEqual(result);
  });

  it('refuses bad folds', async () => {
    expectBadInput(await command('cross-validate', file, '--folds', '9'), ['error: --folds: there are more folds than samples', '9 folds', 'at most 8']);
    expectBadInput(await command('cross-validate', file, '--folds', '5', '--stratified'), ['error: --folds: a class has fewer samples', '4 of class 0, 5 folds']);
    expectBadInput(await command('cross-validate', file, '--folds', 'many'), ['error: --folds: the flag has a wrong value', 'got: "many"', 'expected: a number']);
    expectBadInput(await command('cross-validate', file, '--folds', '1'), ['error: --folds: an option has a wrong value', 'got: 1', 'expected: at least 2']);
    expectBadInput(await command('cross-validate', file, '--repeats', '1.5'), ['error: --repeats', 'got: 1.5', 'a whole number']);
  });

  it('tells that there are no data, or that a reference to them stands for nothing', async () => {
    const text = config.replace(/^data:\n(?: .*\n)+/mu, '');
    expectBadInput(await command('cross-validate', write('bare.yaml', text)), ['data: there is no data to divide into folds', 'next: name a data source']);
    expectBadInput(await command('cross-validate', write('absent.yaml', `${text}data: "\${env:CHAINRULE_NOT_SET}"\n`)), ['absent.yaml:9:7', 'CHAINRULE_NOT_SET']);
  });
});
