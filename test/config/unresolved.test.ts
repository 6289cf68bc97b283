import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/loadConfig.ts';
import { checkConfig } from '../../src/config/resolved/checkConfig.ts';
import { openRun } from '../../src/index.ts';
import { folderOf, problemsIn } from './files.ts';

const rest = 'loss: meanSquaredError\nshapes: { inputs: [[2]], targets: [[1]] }\n';
const folder = folderOf({
  'both.yaml': `model: [{ use: dense, units: 1 }]\noptimizer: sgd\n${rest}name: 7\noutput: "\${output}x"\ntraining: { epochs: \${nix}, batchSize: many }\n`.replace('${nix}', '"${nix}"'),
  'needed.yaml': `model: "\${nix}"\noptimizer: { use: sgd, learningRate: "\${env:CHAINRULE_ABSENT}" }\nseed: -1\n${rest}`,
  'handed.yaml': `model: "\${data.of}"\ndata: { of: [ "\${nix}" ] }\noptimizer: sgdd\nloss: meanSquaredError\n`,
  'plugins.yaml': `plugins: ["\${nix}"]\nmodel: relu\nseed: -1\n${rest}`,
  'right.yaml': `model: [{ use: dense, units: "\${seed}" }]\noptimizer: sgd\nseed: 1\n${rest}`,
});
const told = async (work: () => Promise<unknown>) => (await problemsIn(work)).map(({ path, problem }) => `${path.join('.')}: ${problem}`).toSorted();

describe('what is wrong with references', () => {
  it.each([['checkConfig', checkConfig], ['openRun', openRun]])('is told beside all else: %s', async (_, open) => {
    expect(await told(async () => open(join(folder, 'both.yaml')))).toEqual(['name: wrong type', 'output: references go in a circle', 'training.batchSize: wrong type', 'training.epochs: there is no such value']);
  });

  it('does not make values missing that a reference should have given', async () => {
    expect(await told(async () => checkConfig(join(folder, 'needed.yaml')))).toEqual(['model: there is no such value', 'optimizer.learningRate: the environment has no variable CHAINRULE_ABSENT', 'seed: out of range']);
    expect(await told(async () => checkConfig(join(folder, 'handed.yaml')))).toEqual(['data.of.0: there is no such value', 'optimizer: unknown optimizer "sgdd"']);
  });

  it('is told before plugins are loaded where these are not known, and alone where nothing is checked', async () => {
    expect(await told(async () => checkConfig(join(folder, 'plugins.yaml')))).toEqual(['plugins.0: there is no such value']);
    expect(await told(async () => loadConfig(join(folder, 'both.yaml')))).toEqual(['output: references go in a circle', 'training.epochs: there is no such value']);
  });

  it('is nothing in a config that is right', async () => {
    expect((await checkConfig(join(folder, 'right.yaml'))).config).toMatchObject({ model: [{ units: 1 }] });
  });
});

describe('a component that nobody contributes', () => {
  it('is told of with how a config writes what was meant', async () => {
    const problems = async (text: string) => problemsIn(async () => checkConfig(join(folderOf({ 'one.yaml': text }), 'one.yaml')));
    expect(await problems(`model: relu\noptimizer: { use: sgd, learningRate: fast }\n${rest}`)).toMatchObject([{ problem: 'unknown schedule "fast"', expected: expect.stringMatching(/^a number, or one of constant, /u), next: undefined }]);
    expect(await problems(`model: ["dense(1)"]\noptimizer: sgd\n${rest}`)).toMatchObject([{ nearest: 'dense', next: 'options stand beside the name: { use: dense, … }; `chainrule explain dense` lists them' }]);
  });
});
