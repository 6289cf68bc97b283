import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig, readConfig } from '../../src/config/loadConfig.ts';
import { parseOverride } from '../../src/config/override.ts';
import { ConfigError } from '../../src/errors.ts';
import { InvalidConfigError } from '../../src/plugins/problem.ts';
import { problemsOf, settingsOf, valid } from './fixtures.ts';

/** The valid config with a piece of its text replaced. */
function edited(from: string, to: string): string {
  expect(valid).toContain(from);
  return valid.replace(from, to);
}

describe('readConfig', () => {
  it('reads a valid config, YAML and JSON alike', () => {
    expect(settingsOf(valid)).toMatchObject({ name: 'tiny', seed: 7, output: 'out', training: { epochs: 3, batchSize: 8 } });
    const { config } = readConfig(valid, 'run.yaml');
    expect(settingsOf(JSON.stringify(config, undefined, '\t'), [], 'run.json')).toMatchObject({ name: 'tiny', seed: 7 });
    expect(readConfig('seed: 1', 'a/my net.yaml').config).toEqual({ name: 'my-net', seed: 1 });
  });

  it('locates a problem at file, line and column, with the path of the key', () => {
    expect(problemsOf(edited('units: 4', 'units: four'))).toMatchObject([{ place: 'run.yaml:8:28', path: ['model', 'layers', 0, 'units'], got: '"four"' }]);
    expect(problemsOf(edited('use: dense\n', 'use: denze\n'))).toMatchObject([{ place: 'run.yaml:10:12', nearest: 'dense' }]);
    expect(problemsOf(edited('      units: 2', '      unitz: 2'))).toMatchObject([
      { place: 'run.yaml:10:7', problem: 'a value is missing', path: ['model', 'layers', 2, 'units'] },
      { place: 'run.yaml:11:7', problem: 'unknown key "unitz"', nearest: 'units' },
    ]);
    expect(problemsOf(edited('fake:wasm', 'fake:wasn'))).toMatchObject([{ place: 'run.yaml:3:10', path: ['backend'], nearest: 'wasm' }]);
  });

  it('says everything in one message', () => {
    const text = edited('units: 4', 'units: 0').replace('optimizer:', 'optimiser:');
    let message = '';
    try {
      settingsOf(text);
    } catch (error) {
      message = error instanceof ConfigError ? error.message : '';
    }
    expect(message).toBe([
      '3 problems',
      'run.yaml:8:28: model.layers[0].units: out of range',
      '  |     - { use: dense, units: 0, activation: relu, kernelRegularizer: { use: l2, lambda: 0.01 } }', '  |                            ^',
      '  got: 0', '  expected: more than 0',
      'run.yaml:2:1: optimizer: an optimizer is missing', '  | name: tiny', '  | ^~~~~~~~~~', '  got: nothing', '  expected: a name, or { use: name, … }',
      'run.yaml:13:1: optimiser: unknown key "optimiser"',
      '  | optimiser: { use: momentum, learningRate: 0.1, nesterov: true }', '  | ^~~~~~~~~',
      '  expected: one of backend, data, folder, gradients, loss, metrics, model, name, observers, optimizer, output, plugins, seed, shapes, training',
      '  did you mean: optimizer?',
    ].join('\n'));
  });

  it('takes an alias for a copy, and sharedAs for one layer', () => {
    const layers = (shared: string) => `model:\n  - &d { use: dense, units: 4${shared} }\n  - *d\n`;
    const rest = 'loss: difference\noptimizer: momentum\nbackend: fake\n';
    const { config } = readConfig(layers('') + rest, 'run.yaml');
    const [first, second] = config['model'] as readonly unknown[];
    expect(first).toEqual(second);
    expect(first).not.toBe(second);
    expect(settingsOf(layers(', sharedAs: d') + rest)).toHaveProperty('model');
    const differing = `model:\n  - { use: dense, units: 4, sharedAs: d }\n  - { use: dense, units: 5, sharedAs: d }\n${rest}`;
    expect(problemsOf(differing)).toMatchObject([{ place: 'run.yaml:3:39', path: ['model', 1, 'sharedAs'] }]);
    expect(problemsOf(layers(', unitz: 1') + rest).map(({ place }) => place)).toEqual(['run.yaml:2:32', 'run.yaml:2:32']);
  });

  it.each([
    ['a: 1\na: 2\n', 'run.yaml:2:1', /unique/],
    ['model:\n\t- dense\n', 'run.yaml:2:1', /[Tt]ab/],
    ['model: [dense\n', 'run.yaml:2:1', /not valid YAML/],
    ['model: !!js/function "() => 1"\n', 'run.yaml:1:8', /tag/],
    ['model: *nothing\n', 'run.yaml:1:8', /alias/],
    ['a: &a [*a]\n', 'run.yaml:1:8', /nested too deeply/],
    ['__proto__: { seed: 1 }\n', 'run.yaml:1:1', /refused/],
    ['model:\n  constructor: 1\n', 'run.yaml:2:3', /refused/],
    ['? [a, b]\n: 1\n', 'run.yaml:1:3', /string/],
    ['', 'run.yaml', /empty/],
    ['# nothing\n', 'run.yaml', /empty/],
    ['- a\n', 'run.yaml', /not an object/],
    ['a: 1\n---\nb: 2\n', 'run.yaml:2:1', /multiple documents/],
    [`a0: &a0 [1,2,3,4,5,6,7,8,9,9]\n${[1, 2, 3, 4, 5, 6].map(i => `a${i}: &a${i} [${`*a${i - 1},`.repeat(10)}]\n`).join('')}`, 'run.yaml', /too many values/],
  ])('refuses %j', (text, place, problem) => {
    const [first] = problemsOf(text);
    expect(first?.problem).toMatch(problem);
    expect(first?.place).toMatch(place);
  });

  it('leaves the prototype of objects alone', () => {
    expect(() => readConfig('a: { "__proto__": { polluted: yes } }', 'run.yaml')).toThrow(InvalidConfigError);
    expect(() => readConfig('{"a": {"__proto__": {"polluted": true}}}', 'run.json')).toThrow(InvalidConfigError);
    expect({}).not.toHaveProperty('polluted');
  });

  it('reads JSON strictly', () => {
    expect(problemsOf('{"seed": one}', [], 'run.json')[0]?.problem).toMatch(/not valid JSON/);
    expect(problemsOf('{"seed": 1, "seed": 2}', [], 'run.json')).toMatchObject([{ place: 'run.json:1:13', problem: 'not valid JSON: the keys of an object must be unique', next: 'keep one of the two' }]);
  });

  it.each([
    ['{"seed": 1', 'an object must end with a }'], ['{"model": ["relu"\n', 'a list'], ['{"seed": 1 "name": "a"}', 'a comma is missing'], ['{"seed": 1,, "name": "a"}', 'in an object'], ['{"model": ["relu" "relu"]}', 'the entries of a list'],
  ])('tells of JSON in the words of JSON: %j', (text, words) => {
    const problems = problemsOf(text, [], 'run.json').map(({ problem }) => problem).join('\n');
    expect(problems).toContain(words);
    expect(problems).not.toMatch(/flow|map\b|sequence/iu);
  });
});

describe('--set', () => {
  it('replaces values before they are checked', () => {
    const changed = settingsOf(valid, ['training.epochs=2', 'seed=9', 'model.layers[2].units=64', 'optimizer.learningRate=1e-3', 'data.standardise=false', 'gradients=autodiff']);
    expect(changed).toMatchObject({ seed: 9, gradients: 'autodiff', training: { epochs: 2, batchSize: 8 }, data: { standardise: { inputs: false } } });
  });

  it('makes what is missing on the way, and a reference of a name', () => {
    const text = 'model: relu\nloss: difference\noptimizer: momentum\n';
    const { config } = readConfig(text, 'run.yaml', [{ path: ['optimizer', 'learningRate'], value: 3, place: '--set' }, { path: ['training', 'earlyStopping', 'patience'], value: 4, place: '--set' }]);
    expect(config).toMatchObject({ optimizer: { use: 'momentum', learningRate: 3 }, training: { earlyStopping: { patience: 4 } } });
  });

  it('reaches into short forms', () => {
    const of = (...sets: readonly string[]) => readConfig('model:\n  - relu\n  - { use: dense, units: 4 }\nbackend: tfjs:wasm\nmetrics: [accuracy]\n', 'run.yaml', sets.map(parseOverride));
    for (const set of ['model[1].units=64', 'model.layers[1].units=64', 'model[-1].units=64']) expect(of(set).config['model']).toEqual(['relu', { use: 'dense', units: 64 }]);
    expect(of('model.layers[0].threshold=1').config['model']).toMatchObject([{ use: 'relu', threshold: 1 }, {}]);
    expect(of('backend.threads=2').config['backend']).toEqual({ use: 'tfjs:wasm', threads: 2 });
    expect(of('metrics[+]=auc', 'metrics[+].use=r2', 'plugins[+]=./a.ts').config).toMatchObject({ metrics: ['accuracy', 'auc', { use: 'r2' }], plugins: ['./a.ts'] });
    expect(of('model.layers[-1].units=64').places.of(['model', 1, 'units'])).toBe('--set model.layers[-1].units=64');
  });

  it.each([
    ['model.layers[-4].units=2', { problem: 'there is no such entry', got: '-4' }],
    ['metrics[1]=auc', { problem: 'there is no such entry', next: 'metrics[+] appends one' }],
    ['seed[+]=1', { problem: 'seed holds no keys' }],
    ['model.layers[0].units=many', { place: '--set model.layers[0].units=many', path: ['model', 'layers', 0, 'units'], got: '"many"' }],
    ['trainin.epochs=2', { place: '--set trainin.epochs=2', path: ['trainin'], nearest: 'training' }],
    ['training.epoch=2', { place: '--set training.epoch=2', nearest: 'epochs' }],
    ['model.layers[7].units=2', { problem: 'there is no such entry', expected: '0 to 2, or -3 to -1 from the end', next: 'model.layers[+] appends one' }],
    ['model.layers.units=2', { problem: 'model.layers holds no keys', next: 'model.layers[0].units sets it in the first entry' }],
    ['seed.high=2', { problem: 'seed holds no keys' }],
    ['__proto__.x=1', { problem: 'this key is refused: it would reach into the program' }],
    ['seed', { problem: 'not an assignment' }],
    ['=1', { problem: 'not an assignment' }],
    ['a..b=1', { problem: 'not an assignment' }],
    ['seed=[1', { place: '--set seed=[1' }],
  ])('tells what is wrong with %s', (set, problem) => {
    expect(problemsOf(valid, [set])[0]).toMatchObject(problem);
  });
});

describe('loadConfig', () => {
  it('reads a file, whose folder relative paths start from', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'config-'));
    await writeFile(join(folder, 'one.yaml'), 'seed: 3\nfolder: data\n');
    const { config, folder: start } = await loadConfig(join(folder, 'one.yaml'));
    expect(config).toMatchObject({ name: 'one', seed: 3 });
    expect(start).toBe(join(folder, 'data'));
  });

  it('tells of a file that is missing, a folder, or not text', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'config-'));
    await writeFile(join(folder, 'bytes.yaml'), Uint8Array.of(0x66, 0xff, 0xfe, 0x80));
    for (const file of ['missing.yaml', '.', 'bytes.yaml']) await expect(loadConfig(join(folder, file))).rejects.toBeInstanceOf(ConfigError);
  });
});
