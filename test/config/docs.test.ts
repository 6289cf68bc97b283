import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/loadConfig.ts';
import { checkConfig } from '../../src/config/resolved/checkConfig.ts';
import { InvalidConfigError } from '../../src/plugins/problem.ts';
import { folderOf } from './files.ts';

const page = readFileSync('docs/config.md', 'utf8');
const [error = '', extending = ''] = [...page.matchAll(/```\n([\s\S]*?)```/gu)].map(([, block]) => block ?? '');
const mnist = readFileSync('examples/mnist.yaml', 'utf8').split('\n').filter(line => !line.startsWith('# yaml-language-server')).join('\n').replace('units: 128', 'units: many');

describe('docs/config.md', () => {
  it('shows an error as it is', async () => {
    const folder = folderOf({ 'mnist.yaml': mnist });
    const refused = checkConfig(join(folder, 'mnist.yaml'));
    await expect(refused).rejects.toBeInstanceOf(InvalidConfigError);
    const message = await refused.catch((thrown: unknown) => (thrown instanceof Error ? thrown.message : ''));
    expect(`error: ${String(message).replace(`${folder}/`, '')}\n`).toBe(error);
  });

  it('shows a config that extends another', async () => {
    const folder = folderOf({ 'base.yaml': 'optimizer: adam\ntraining: { batchSize: 8, earlyStopping: { patience: 3 } }\n', 'own.yaml': extending });
    expect((await loadConfig(join(folder, 'own.yaml'))).config).toMatchObject({ optimizer: { use: 'adam', learningRate: 0.01 }, training: { epochs: 20, batchSize: 8 } });
  });
});
