import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RateFinding } from '../../src/run/findRate.ts';
import { command, config, expectBadInput, workplace } from './helpers.ts';

const { write, path } = workplace();
const file = write('larger.yaml', config);

describe('chainrule find-rate', () => {
  it('draws the smoothed loss over the rate, and suggests rates', async () => {
    const { code, out, err } = await command('find-rate', file, '--backend', 'typescript');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^smoothed loss\n +[\d.]+ │•[^]*\n +└─*S─*T─*\n +1\.00e-6 +\S+ {2}learning rate\n/u);
    expect(out).toMatch(/\nstep +rate +loss +smoothed\n +1 +1\.00e-6 /u);
    expect(out).toMatch(/\n(?:the loss broke out|all steps taken) after step \d+, at the rate \S+\nS {2}steepest descent +\S+\nT {2}a tenth of the rate at the minimum +\S+, of \S+\n$/u);
    expect(existsSync(path('runs'))).toBe(false);
  });

  it('gives all of it as JSON', async () => {
    const { out } = await command('find-rate', file, '--from', '1e-9', '--to', '1e-8', '--steps', '4', '--json', '--set', 'optimizer=sgd');
    const { trials, reason } = JSON.parse(out) as RateFinding;
    expect(reason).toBe('finished');
    expect(trials.map(({ rate }) => Math.log10(rate).toFixed(3))).toEqual(['-9.000', '-8.667', '-8.333', '-8.000']);
  });

  it('says where there is nothing to suggest', async () => {
    const { out } = await command('find-rate', file, '--steps', '2', '--from', '1e-30', '--to', '2e-30', '--set', 'training.batchSize=8', '--set', 'data.shuffle=false');
    expect(out).toContain('no suggestion: the loss never fell');
  });

  it('refuses bad rates, and an optimizer that has none, with its place', async () => {
    expectBadInput(await command('find-rate', file, '--from', '0'), ['error: --from: an option has a wrong value', 'got: 0', 'expected: at least 1e-37']);
    expectBadInput(await command('find-rate', file, '--to', 'far'), ['error: --to: the flag has a wrong value', 'got: "far"']);
    expectBadInput(await command('find-rate', file, '--to', '1e-7'), ['error: --to: the rates do not grow', 'expected: more than 0.000001']);
    expectBadInput(await command('find-rate', file, '--steps', '1'), ['error: --steps', 'got: 1', 'at least 2']);
    expectBadInput(await command('find-rate', file, '--set', 'optimizer=clipByValue'), ['--set optimizer=clipByValue', 'no learning rate to vary']);
    expectBadInput(await command('find-rate', write('bare.yaml', config.replace('{ use: adam, learningRate: 0.05 }', '{ use: clipByGlobalNorm, maxNorm: 1 }'))), ['bare.yaml:5:12', 'no learning rate to vary']);
  });
});
