import { join } from 'node:path';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseOverride } from '../../src/config/override.ts';
import { checkConfig } from '../../src/config/resolved/checkConfig.ts';
import { compareConfigs } from '../../src/config/resolved/compareConfigs.ts';
import { printConfig } from '../../src/config/resolved/printConfig.ts';
import { wholeConfig } from '../../src/config/resolved/wholeConfig.ts';
import { folderOf } from './files.ts';

const plugin = `import { defineLayer, z } from 'chainrule';
export default { name: 'twice', contributes: { layers: [defineLayer({
  name: 'twice', summary: 'twice', options: () => z.strictObject({ times: z.int().default(2), kind: z.enum(['a', 'b']).default('b') }),
  create: () => ({ build: outputs => ({ outputs }), forward: (_, outputs) => ({ outputs, backward: inputs => ({ inputs }) }) }),
})] } };
`;
const folder = folderOf({
  'twice.mjs': plugin,
  'base.yaml': 'optimizer: { use: adam, learningRate: 0.1 }\nloss: meanSquaredError\nbackend: tfjs:wasm\n',
  'run.yaml': 'extends: base.yaml\nplugins: [./twice.mjs]\nmodel:\n  - twice\n  - { use: dense, units: 1, activation: leakyRelu, kernelRegularizer: "${a$}" }\ndata: { use: arrays, inputs: [[1, 2], [3, 4]], targets: [1, 2] }\nseed: ${env:CHAINRULE_NO:-5}\n'.replace('"${a$}"', '{ use: l2, lambda: 0.1 }'),
  'same.yaml': 'seed: 5\nextends: run.yaml\nfolder: .\n',
  'other.yaml': 'extends: run.yaml\ntraining: { epochs: 2 }\noptimizer: sgd\nmodel: [{ use: dense, units: 1 }]\n',
  'odd.yaml': 'extends: base.yaml\nname: $${x}\nmodel: relu\nmetrics:\n  - { use: accuracy, name: "a\\tb" }\n'.replace('"a\\tb"', 'a#b'),
});
const whole = async (name: string, ...sets: readonly string[]) => wholeConfig(await checkConfig(join(folder, name), sets.map(parseOverride)));

describe('wholeConfig', () => {
  it('fills in the defaults of the run, its components and those of plugins', async () => {
    const { config } = await whole('run.yaml');
    expect(config).toMatchObject({
      name: 'run', backend: 'tfjs:wasm', gradients: 'backprop', seed: 5, folder, output: 'runs', training: { epochs: 1, batchSize: 32, denominator: 'samples' },
      model: [{ use: 'twice', times: 2, kind: 'b' }, { use: 'dense', units: 1, activation: { use: 'leakyRelu' }, useBias: true, kernelInitializer: 'glorotUniform', kernelRegularizer: { use: 'l2', lambda: 0.1 } }],
      optimizer: { use: 'adam', learningRate: 0.1, beta1: 0.9 }, data: { use: 'arrays', validation: 0, standardise: false, shuffle: true },
    });
    expect(config).not.toHaveProperty('observers');
  });

  it('knows where each value comes from', async () => {
    const { from } = await whole('run.yaml', 'training.epochs=3');
    const of = (...path: readonly (string | number)[]) => from(path).replace(`${folder}/`, '');
    expect([of('model', 0, 'use'), of('model', 0, 'times'), of('optimizer', 'learningRate'), of('optimizer', 'beta1'), of('training', 'epochs'), of('training', 'batchSize'), of('name'), of('seed'), of('folder')])
      .toEqual(['run.yaml:4:5', 'default', 'base.yaml:1:39', 'default', '--set training.epochs=3', 'default', 'default', 'run.yaml:7:7', 'default']);
  });

  it('stays as it is when it is filled again', async () => {
    const names = readdirSync('examples').filter(name => name.endsWith('.yaml')).map(name => join('examples', name));
    for (const file of [...names, join(folder, 'run.yaml'), join(folder, 'odd.yaml')]) {
      const first = wholeConfig(await checkConfig(file));
      const printed = printConfig(first);
      const again = wholeConfig(await checkConfig(join(folderOf({ 'again.yaml': printed }), 'again.yaml')));
      expect(again.config, file).toEqual(first.config);
    }
  });
});

describe('printConfig', () => {
  it('is YAML, each value with where it comes from', async () => {
    const text = printConfig(await whole('run.yaml', 'training.epochs=3')).replaceAll(`${folder}/`, '');
    for (const line of [
      'backend: tfjs:wasm # base.yaml:3:10', '  - use: twice # run.yaml:4:5', '    times: 2 # default', '    units: 1 # run.yaml:5:26', '  inputs: [[1, 2], [3, 4]] # run.yaml:6:30', '  epochs: 3 # --set training.epochs=3', 'seed: 5 # run.yaml:7:7',
    ]) expect(text.split('\n')).toContain(line);
    expect(text.split('\n').filter(line => !/ # |:$|^$/u.test(line))).toEqual([]);
  });

  it('writes texts so that they are read as they are', async () => {
    const text = printConfig(await whole('odd.yaml', 'output="a # c"'));
    expect(parse(text)).toMatchObject({ name: '$${x}', output: 'a # c', metrics: [{ name: 'a#b' }] });
  });
});

describe('compareConfigs', () => {
  it('finds nothing between a config and another way to write it', async () => {
    expect(compareConfigs(await whole('run.yaml'), await whole('same.yaml'))).toEqual([]);
    expect(compareConfigs(await whole('run.yaml'), await whole('run.yaml', 'output=runs'))).toEqual([]);
  });

  it('finds what differs, with both values and their places', async () => {
    const differences = compareConfigs(await whole('run.yaml'), await whole('other.yaml', 'seed=6'));
    const found = differences.map(({ path, left, right }) => [path, left?.from.replace(`${folder}/`, ''), right?.from.replace(`${folder}/`, '')]);
    expect(found.toSorted()).toEqual([
      ['model[0]', 'run.yaml:4:5', 'other.yaml:4:9'], ['model[1]', 'run.yaml:5:5', undefined], ['optimizer', 'base.yaml:1:12', 'other.yaml:3:12'],
      ['seed', 'run.yaml:7:7', '--set seed=6'], ['training.epochs', 'default', 'other.yaml:2:21'],
    ]);
    expect(differences.find(({ path }) => path === 'training.epochs')).toMatchObject({ left: { value: 1 }, right: { value: 2 } });
  });
});
