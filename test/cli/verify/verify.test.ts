import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { componentProblems } from '../../../src/verification/componentProblems.ts';
import { differentiatedComponents } from '../../../src/verification/verifyComponents.ts';
import { command, config, expectBadInput, workplace } from '../helpers.ts';

const { write, path } = workplace();
const plugin = fileURLToPath(new URL('wrongPlugin.ts', import.meta.url));
const broken = fileURLToPath(new URL('brokenPlugin.ts', import.meta.url));
const right = write('right.yaml', config);
const verify = (...words: readonly string[]) => command('verify', ...words, '--backend', 'typescript');

describe('chainrule verify', () => {
  it('checks a config: a line a gradient, the verdict last', async () => {
    const { code, out, err } = await verify(right, '--backend', 'tfjs:cpu');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^right, a batch of 4, and of 1\n\ngradient +shape +compared +kinks +differences +autodiff +backends +status\ndense\/kernel +\[2, 8\] +\d+ +0 +0\.\d+ +0\.\d+ +0\.\d+ +agrees\n/u);
    expect(out).toMatch(/\ncompared on tfjs:cpu, typescript, autodiff tfjs:cpu, \d+\.\d s\nevery gradient is right\n/u);
  });

  it('prints the layer, the parameter and the factor of a plugin of 25 lines that is wrong', async () => {
    expect(readFileSync(plugin, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(26);
    const { code, out, err } = await verify('--plugin', plugin);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/^WRONG {2}gain of \[2\]: the layer gain: gains: wrong; element \[\d\] is \S+ by hand, \S+ by central differences.*; it is 3 times what it should be$/mu);
    expect(out).toContain('1 of 1 are wrong: gain of [2]');
    expect(out).not.toContain('not differentiated');
  });

  it('names the culprit inside a config', async () => {
    const file = write('wrong.yaml', config.replace('- { use: dense, units: 2 }', '- gain\n  - { use: dense, units: 2 }').replace('units: 8, activation: tanh', 'units: 2, activation: tanh').replace('seed: 3', `seed: 3\nplugins: [${plugin}]`));
    const { code, out } = await verify(file, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ passed: false, verifications: [{ passed: false, batchSizes: [4, 1], culprits: [{ kind: 'layer', path: 'gain', component: 'gain', figures: [{ path: 'gain/gains', status: 'wrong' }] }] }] });
  });

  it('takes a layer with options and inputs, a loss and a regularizer', async () => {
    expect(await verify('--layer', 'dense', '--options', '{ units: 2, kernelRegularizer: l2 }', '--inputs', '[[3, 2]]')).toMatchObject({ code: 0, out: expect.stringContaining('dense of [3, 2], a batch of 5, and of 1, 9\n') as string });
    expect(await verify('--layer', 'embedding', '--options', '{ vocabularySize: 3, units: 2 }', '--inputs', '[{ shape: [2], dtype: int32, range: [0, 2] }]')).toMatchObject({ code: 0 });
    expect(await verify('--loss', 'categoricalCrossEntropy', '--json')).toMatchObject({ code: 0, out: expect.stringContaining('"passed": true') as string });
    expect((await verify('--regularizer', 'elasticNet', '--strict')).out.match(/every gradient is right/gu)).toHaveLength(3);
  });

  it('verifies the other components of a plugin where some are broken, and names those', async () => {
    const { code, out, err } = await verify('--plugin', broken);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/^WRONG {2}unsummed of \[4\]: the layer unsummed: .*it is not summed over the batch/mu);
    expect(out).toMatch(/^ERROR {2}the layer throwing: throwing: no usual input fits/mu);
    expect(out).toMatch(/^ok {5}correct of \[4\]$/mu);
    expect(out).toMatch(/^\d+ of \d+ are wrong: .*; summed in the layer list, 3 of \d+ could not be verified: the layer throwing; the layer unmade; the layer empty/mu);
    expect(out).not.toMatch(/\n\s+at /u);
  });

  it('has an entry for a broken component in its JSON', async () => {
    const { code, out } = await verify('--layer', 'unsummed', '--plugin', broken, '--json');
    expect({ code, parsed: JSON.parse(out) as object }).toMatchObject({ code: 1, parsed: { passed: false, verifications: [{ subject: 'unsummed of [4]', failure: 'backward', verdict: expect.stringContaining('not summed') as string }] } });
  });

  it('tells a broken backward inside a config', async () => {
    const file = write('broken.yaml', config.replace('- { use: dense, units: 2 }', '- throwingBack\n  - { use: dense, units: 2 }').replace('seed: 3', `seed: 3\nplugins: [${broken}]`));
    const { code, out, err } = await verify(file);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/^broken, a batch of 4, and of 1\n\nthe layer throwingBack: .*backward.*TypeError: boom.*\n$/u);
  });

  it('exits with 2 where nothing is wrong but some could not be verified', async () => {
    const { code, out } = await verify('--plugin', fileURLToPath(new URL('unmadePlugin.ts', import.meta.url)));
    expect({ code, out }).toMatchObject({ code: 2, out: expect.stringMatching(/^ERROR {2}the layer unmade: units: a value is missing\n[^]*--options[^]*examples[^]*\n1 of 1 could not be verified/u) as string });
  });

  it('takes batch sizes', async () => {
    expect((await verify(right, '--batch-size', '2', '--batch-size', '8')).out).toMatch(/^right, a batch of 2, and of 8\n/u);
    expect((await verify('--layer', 'tanh', '--batch-size', '3')).out).toMatch(/^tanh of \[4\], a batch of 3\n/u);
  });

  it('writes a report', async () => {
    expect(await verify('--layer', 'tanh', '--report', path('page.html'))).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(path('page.html'), 'utf8')).toContain('every gradient is right');
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['nothing', [], ['there is nothing to verify', 'chainrule verify examples/mnist.yaml']],
    ['two subjects', ['--layer', 'relu', '--all'], ['one thing is verified at a time', '--layer and --all']],
    ['options of nothing', ['--all', '--options', '{}'], ['--options: options and inputs are those of one component']],
    ['an unknown layer', ['--layer', 'densse'], ['densse', 'did you mean: dense?']],
    ['options that are no YAML', ['--layer', 'dense', '--options', '{'], ['--options {']],
    ['options that are none', ['--layer', 'dense', '--options', '3'], ['an object (keys with values)']],
    ['a wrong option', ['--layer', 'dense', '--options', '{ units: -1 }'], ['units', 'more than 0']],
    ['inputs that are none', ['--layer', 'dense', '--inputs', '[[0]]'], ['--inputs [[0]]']],
    ['a layer that no usual input fits', ['--layer', 'permute', '--options', '{ dims: [4, 3, 2, 1] }'], ['no usual input fits the layer "permute"', '--inputs']],
    ['more inputs than a loss has', ['--loss', 'huber', '--inputs', '[[3], [3], [3]]'], ['huber: more inputs than it takes', 'a prediction and a target']],
    ['inputs that are too many', ['--layer', 'relu', '--inputs', '[[99999, 99999]]'], ['more than 100000 elements', '[99999, 99999]']],
    ['another component in the options', ['--layer', 'relu', '--options', '{ use: tanh }'], ['leave out `use`']],
    ['labels that a loss cannot take', ['--loss', 'categoricalCrossEntropy', '--inputs', '[[3], { shape: [], dtype: int32, range: [7, 9] }]'], ['a label is out of range', 'from 0 to 2']],
    ['indices that a layer cannot take', ['--layer', 'embedding', '--options', '{ vocabularySize: 3, units: 2 }', '--inputs', '[{ shape: [2], dtype: int32, range: [3, 7] }]'], ['input 0, sample ', 'from 0 to 2']],
    ['--set without a config', ['--layer', 'relu', '--set', 'seed=3'], ['--set seed=3: there is no config to change', '--options']],
    ['a batch size that is none', ['--layer', 'relu', '--batch-size', 'many'], ['--batch-size', '"many"', 'a number']],
    ['a batch size out of range', ['--layer', 'relu', '--batch-size', '0'], ['--batch-size', 'from 1 to 1024']],
    ['a batch of more samples than there are', [right, '--batch-size', '9'], ['--batch-size 9: there are not so many training samples', '8 samples']],
    ['a range the wrong way round', ['--layer', 'relu', '--inputs', '[{ shape: [2], range: [3, 1] }]'], ['the least comes after the greatest']],
    ['a plugin that is not there', ['--plugin', 'nowhere.ts'], ['--plugin: nowhere.ts: there is no such plugin']],
    ['a config that is not there', ['nowhere.yaml'], ['nowhere.yaml']],
  ])('refuses %s', async (_, words, parts) => expectBadInput(await verify(...words), parts));

  it('refuses a backend that is unknown', async () => expectBadInput(await command('verify', '--all', '--backend', 'tfjs:cup'), ['--backend tfjs:cup', 'did you mean: tfjs:cpu?']));

  it('has a case for every component that is differentiated', () => {
    for (const component of differentiatedComponents([], true)) expect(componentProblems(component).length, component.name).toBeGreaterThan(0);
  });

  it('lets every component pass', { timeout: 300_000 }, async () => {
    const { code, out } = await command('verify', '--all', '--backend', 'typescript', '--backend', 'tfjs:cpu');
    expect({ code, wrong: out.split('\n').filter(line => line.startsWith('WRONG')) }).toEqual({ code: 0, wrong: [] });
  });
});
