import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/loadConfig.ts';
import { parseOverride } from '../../src/config/override.ts';
import { folderOf, problemsIn } from './files.ts';

const folder = folderOf({
  'base.yaml': 'optimizer: { use: adam, learningRate: 0.1 }\nbackend: native\nmetrics: [accuracy, auc]\ntraining:\n  epochs: 3\n  batchSize: 4\nfolder: data\n',
  'own.yaml': 'extends: base.yaml\noptimizer: { learningRate: 0.5 }\nbackend: { threads: 2 }\nmetrics: [auc]\ntraining: { epochs: 9, batchSize: null }\n',
  'other.yaml': 'extends: [base.yaml, deep/more.yaml]\noptimizer: { use: sgd }\n',
  'deep/more.yaml': 'extends: ../own.yaml\nseed: 4\nfolder: here\n',
  'data.json': '{ "extends": "./base.yaml", "seed": 1 }',
  'a.yaml': 'seed: 1\nextends:\n  - b.yaml\n',
  'b.yaml': 'extends: ./deep/../a.yaml\n',
  'self.yaml': 'extends: self.yaml\n',
  'missing.yaml': 'extends: ./bsae.yaml\n',
  'folder.yaml': 'extends: deep\n',
  'none.yaml': 'extends: [base.yaml, 3, null]\n',
  'all.yaml': 'extends: [nix.yaml, wrong.yaml, b.yaml, 7]\n',
  'broken.yaml': 'extends: wrong.yaml\n',
  'wrong.yaml': 'seed: [1\n',
  ...Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`chain${index}.yaml`, `extends: chain${index + 1}.yaml\n`])),
  ...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`many${index}.yaml`, index === 8 ? 'seed: 1\n' : `extends: [many${index + 1}.yaml, many${index + 1}.yaml]\n`])),
});
const load = (name: string, sets: readonly string[] = []) => loadConfig(join(folder, name), sets.map(parseOverride));
const wrong = async (name: string) => (await problemsIn(() => load(name))).map(({ place, problem, nearest, got }) => ({ place: place?.slice(folder.length + 1), problem, nearest, got: got?.replaceAll(`${folder}/`, '') }));

describe('a config that extends another', () => {
  it('merges objects, and replaces lists and what null takes away', async () => {
    const { config } = await load('own.yaml');
    expect(config).toEqual({ name: 'own', optimizer: { use: 'adam', learningRate: 0.5 }, backend: { use: 'native', threads: 2 }, metrics: ['auc'], training: { epochs: 9 }, folder: 'data' });
  });

  it('replaces a reference with another name, and takes the last of several', async () => {
    expect((await load('other.yaml')).config).toMatchObject({ optimizer: { use: 'sgd' }, seed: 4, training: { epochs: 9 } });
    expect((await load('other.yaml')).config['optimizer']).toEqual({ use: 'sgd' });
    expect((await load('data.json')).config).toMatchObject({ seed: 1, training: { epochs: 3 } });
  });

  it('knows the file of each value', async () => {
    const { places } = await load('own.yaml', ['training.steps=3']);
    const of = (...path: readonly (string | number)[]) => places.of(path)?.slice(folder.length + 1);
    expect([of('optimizer', 'use'), of('optimizer', 'learningRate'), of('metrics', 0), of('training', 'epochs'), of('backend', 'threads'), of('backend', 'use'), of('loss')])
      .toEqual(['base.yaml:1:19', 'own.yaml:2:28', 'own.yaml:4:11', 'own.yaml:5:21', 'own.yaml:3:21', 'own.yaml:3:10', 'own.yaml:1:1']);
    expect(places.of(['training', 'steps'])).toBe('--set training.steps=3');
    expect(places.at(['training', 'batchSize'])).toBeUndefined();
  });

  it('starts relative paths from the folder that the file names which states it', async () => {
    expect((await load('own.yaml')).folder).toBe(join(folder, 'data'));
    expect((await load('other.yaml')).folder).toBe(join(folder, 'deep', 'here'));
    expect((await load('other.yaml', ['folder=x'])).folder).toBe(join(folder, 'x'));
  });

  it('is told of circles, missing files and too many, where they are named', async () => {
    expect(await wrong('a.yaml')).toEqual([{ place: 'b.yaml:1:10', problem: 'files extend one another in a circle', got: 'a.yaml → b.yaml → a.yaml', nearest: undefined }]);
    expect(await wrong('self.yaml')).toMatchObject([{ place: 'self.yaml:1:10', problem: 'files extend one another in a circle' }]);
    expect(await wrong('missing.yaml')).toMatchObject([{ place: 'missing.yaml:1:10', problem: 'the file that is extended cannot be read', got: 'bsae.yaml: there is no such file', nearest: 'base.yaml' }]);
    expect(await wrong('folder.yaml')).toMatchObject([{ place: 'folder.yaml:1:10', problem: 'the file that is extended cannot be read', got: 'deep: a folder' }]);
    expect(await wrong('none.yaml')).toMatchObject([{ place: 'none.yaml:1:22', problem: 'not the path of a file', got: '3' }, { place: 'none.yaml:1:25', got: 'null' }]);
    expect(await wrong('all.yaml')).toMatchObject([
      { place: 'all.yaml:1:11', got: 'nix.yaml: there is no such file', nearest: undefined }, { place: 'wrong.yaml:2:1' }, { place: 'a.yaml:3:5', problem: 'files extend one another in a circle' }, { place: 'all.yaml:1:41', got: '7' },
    ]);
    expect(await wrong('broken.yaml')).toMatchObject([{ place: 'wrong.yaml:2:1' }]);
    expect(await wrong('chain0.yaml')).toMatchObject([{ place: 'chain20.yaml:1:10', problem: 'too many files extend one another' }]);
    expect(await wrong('many0.yaml')).toMatchObject([{ problem: 'too many files extend one another' }]);
  });
});
