import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arrays, createRun, defineObserver, definePlugin, loadModel, ModelFileError, openRun, z } from 'chainrule';
import { ContainerModule } from 'inversify';
import { expect, it } from 'vitest';
import { relu } from '../../src/layers/activations/relu.ts';
import { InvalidConfigError } from '../../src/plugins/problem.ts';
import { CONTRIBUTIONS } from '../../src/plugins/tokens.ts';
import { decodeModel } from '../../src/training/modelFile.ts';
import { decodeSafetensors, encodeSafetensors } from '../../src/training/safetensors.ts';
import { pluginFolder, spiralFile } from '../plugins/files.ts';
import { classifier } from '../training/problems.ts';

const { folder, write } = pluginFolder();
write('spiral.ts', spiralFile(0.5));
const withSpiral = () => classifier(12, { model: { use: 'sequential', layers: ['spiral', { use: 'dense', units: 3 }] }, folder, plugins: ['./spiral.ts'] });

function newFile(): string {
  return join(mkdtempSync(join(tmpdir(), 'chainrule-')), 'model.safetensors');
}

/** Changes what a model file says of its model. */
function rewrite(file: string, change: (description: Record<string, unknown>) => object): void {
  const { tensors, metadata } = decodeSafetensors(readFileSync(file), file);
  const f32 = Object.entries(tensors).map(([path, { shape, values }]) => [path, { dtype: 'F32' as const, shape, values: Float32Array.from(values) }] as const);
  const description = JSON.parse(metadata['chainrule'] ?? '') as Record<string, unknown>;
  writeFileSync(file, encodeSafetensors(Object.fromEntries(f32), { chainrule: JSON.stringify(change(description)) }));
}

it('lists the plugins that a model needs, and is loaded with them alone', async () => {
  const file = newFile();
  await using run = await createRun(withSpiral());
  await run.save(file);
  expect(decodeModel(readFileSync(file), file).description.plugins).toEqual([{ name: 'spiral', from: './spiral.ts' }]);
  const refused = await loadModel(file).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(InvalidConfigError);
  expect(String(refused)).toMatch(/model\.layers\[0\][^]*unknown layer "spiral"[^]*next: the model needs spiral \(\.\/spiral\.ts\), and a model file loads no code: give --plugin \.\/spiral\.ts, [^]*plugins: \['\.\/spiral\.ts'\]/u);
  await using loaded = await loadModel(file, { folder, plugins: ['./spiral.ts'] });
  expect(await loaded.predict([[1, 2]])).toEqual(await run.predict([[1, 2]]));
});

it('lists plugins that were given in code, and none that were not used', async () => {
  const file = newFile();
  const observer = defineObserver({ name: 'silent', summary: 'is never told', options: () => z.strictObject({}), create: () => ({}) });
  const module = new ContainerModule(({ bind }) => void bind(CONTRIBUTIONS.layer).toConstantValue({ plugin: 'mine', definition: { ...relu.definition, name: 'ours' } }));
  const unused = definePlugin({ name: 'unused', contributes: { observers: [observer] } });
  await using run = await createRun({ ...withSpiral(), model: ['ours', 'spiral', { use: 'dense', units: 3 }], plugins: [unused, module, './spiral.ts'] });
  await run.save(file);
  expect(decodeModel(readFileSync(file), file).description.plugins).toEqual([{ name: 'mine' }, { name: 'spiral', from: './spiral.ts' }]);
  await expect(loadModel(file, { folder, plugins: ['./spiral.ts'] })).rejects.toThrow(/unknown layer "ours"[^]*the model needs mine, spiral/u);
});

it('loads no code that a model file names, and takes no more from it than a run has written', async () => {
  const file = newFile();
  const trap = join(folder, 'sprung');
  write('trap.ts', `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(trap)}, '');\nexport default { name: 'trap', contributes: {} };`);
  await using run = await createRun(classifier(12));
  await run.save(file);
  rewrite(file, ({ config, ...description }) => ({ ...description, config: { ...Object(config), plugins: ['./trap.ts'], folder, output: trap, observers: ['progress'] }, plugins: [{ name: 'trap', from: join(folder, 'trap.ts') }] }));
  await using loaded = await loadModel(file, {}, { folder });
  expect(loaded.parts.observers).toEqual([]);
  expect(loaded.parts.openOutput).toBeUndefined();
  expect(existsSync(trap)).toBe(false);
});

it('reads files of before, which list no plugins, and refuses a list that is none', async () => {
  const file = newFile();
  await using run = await createRun(withSpiral());
  await run.save(file);
  rewrite(file, description => ({ ...description, plugins: undefined }));
  await using loaded = await loadModel(file, { folder, plugins: ['./spiral.ts'] });
  expect(loaded.parts.name).toBe('run');
  await expect(loadModel(file)).rejects.toThrow(/unknown layer "spiral"\n {2}expected/u);
  rewrite(file, description => ({ ...description, plugins: ['./spiral.ts'] }));
  await expect(loadModel(file)).rejects.toThrow(ModelFileError);
});

it('gives `openRun` plugins beside those of a config', async () => {
  const file = write('spiral.json', JSON.stringify({ model: ['spiral', { use: 'dense', units: 1 }], loss: 'meanSquaredError', optimizer: 'sgd', shapes: { inputs: [[2]], targets: [[1]] } }));
  await expect(openRun(file)).rejects.toThrow(/unknown layer "spiral"/u);
  const spiral = definePlugin({ name: 'spiral', contributes: { layers: [{ definition: { ...relu.definition, name: 'spiral' } }] } });
  await using run = await openRun(file, { plugins: [spiral], changes: { data: arrays({ inputs: [[1, 2]], targets: [[1]] }) } });
  expect(run.parts.description.plugins).toEqual([{ name: 'spiral' }]);
  await expect(openRun(file, { plugins: ['./spiral.ts'] as never })).rejects.toThrow(/openRun\.plugins\.0: /u);
});
