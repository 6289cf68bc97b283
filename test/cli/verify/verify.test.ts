import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { componentProblems } from '../../../src/verification/componentProblems.ts';
import { differentiatedComponents } from '../../../src/verification/verifyComponents.ts';
import { command, config, expectBadInput, workplace } from '../helpers.ts';

const { write, path } = workplace();
const plugin = fileURLToPath(new URL('wrongPlugin.ts', import.meta.url));
const verify = (...words: readonly string[]) => command('verify', ...words, '--backend', 'typescript');

describe('chainrule verify', () => {
  it('checks a config: a line a gradient, the verdict last', async () => {
    const { code, out, err } = await verify(write('right.yaml', config), '--backend', 'tfjs:cpu');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^right, a batch of 4\n\ngradient +shape +compared +kinks +differences +autodiff +backends +status\ndense\/kernel +\[2, 8\] +16 +0 +0\.\d+ +0\.\d+ +0\.\d+ +agrees\n/u);
    expect(out).toMatch(/\ncompared on tfjs:cpu, typescript, autodiff tfjs:cpu, \d+\.\d s\nevery gradient is right\n$/u);
  });

  it('prints the layer, the parameter and the factor of a plugin of 25 lines that is wrong', async () => {
    expect(readFileSync(plugin, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(26);
    const { code, out, err } = await verify('--plugin', plugin);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/^WRONG {2}gain of \[2\]: the layer gain: gains: wrong; element \[\d\] is \S+ by hand, \S+ by central differences.*; it is 3 times what it should be$/mu);
    expect(out).toContain('1 of 1 are wrong: gain of [2]');
    expect(out).toContain('not differentiated: ');
  });

  it('names the culprit inside a config', async () => {
    const file = write('wrong.yaml', config.replace('- { use: dense, units: 2 }', '- gain\n  - { use: dense, units: 2 }').replace('units: 8, activation: tanh', 'units: 2, activation: tanh').replace('seed: 3', `seed: 3\nplugins: [${plugin}]`));
    const { code, out } = await verify(file, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ passed: false, culprits: [{ kind: 'layer', path: 'gain', component: 'gain', figures: [{ path: 'gain/gains', status: 'wrong' }] }] });
  });

  it('takes a layer with options and inputs, a loss and a regularizer', async () => {
    expect(await verify('--layer', 'dense', '--options', '{ units: 2, kernelRegularizer: l2 }', '--inputs', '[[3, 2]]')).toMatchObject({ code: 0, out: expect.stringContaining('dense of [3, 2], a batch of 5') as string });
    expect(await verify('--layer', 'embedding', '--options', '{ vocabularySize: 3, units: 2 }', '--inputs', '[{ shape: [2], dtype: int32, range: [0, 2] }]')).toMatchObject({ code: 0 });
    expect(await verify('--loss', 'categoricalCrossEntropy', '--json')).toMatchObject({ code: 0, out: expect.stringContaining('"passed": true') as string });
    expect((await verify('--regularizer', 'elasticNet', '--strict')).out.match(/every gradient is right/gu)).toHaveLength(3);
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
    ['a plugin that is not there', ['--plugin', 'nowhere.ts'], ['the plugin cannot be loaded']],
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
