import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adam, createRun, loadModel, ModelFileError, stepDecay, warmUp } from 'chainrule';
import { expect, it } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from '../../src/training/safetensors.ts';
import { classifier } from '../training/problems.ts';

it('refuses a file that lacks a weight, and names it', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'chainrule-')), 'model.safetensors');
  await using run = await createRun(classifier(12));
  await run.save(file);
  const { tensors, metadata } = decodeSafetensors(await readFile(file), file);
  const { 'dense_2/kernel': _, ...rest } = tensors;
  const f32 = Object.entries(rest).map(([path, { shape, values }]) => [path, { dtype: 'F32' as const, shape, values: Float32Array.from(values) }] as const);
  await writeFile(file, encodeSafetensors(Object.fromEntries(f32), metadata));
  await expect(loadModel(file)).rejects.toThrow(ModelFileError);
  await expect(loadModel(file)).rejects.toThrow('lacks the weight dense_2/kernel');
});

it('trains on with the stored weights as a new run does: steps and slots begin anew', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'chainrule-')), 'model.safetensors');
  const config = classifier(12, { optimizer: adam({ learningRate: warmUp({ schedule: stepDecay({ initialValue: 0.1, stepSize: 3, factor: 0.5 }), steps: 2 }) }), backend: 'typescript' });
  await using run = await createRun(config);
  await run.train();
  await run.save(file);
  const { data, training } = config;
  await using loaded = await loadModel(file, { ...(data && { data }), ...(training && { training }) });
  await using fresh = await createRun(config);
  fresh.setWeights(await run.getWeights());
  for (const each of [run, loaded, fresh]) await each.train();
  expect(await loaded.getWeights()).toEqual(await fresh.getWeights());
  expect(await loaded.getWeights()).not.toEqual(await run.getWeights());
});

it('keeps that the columns of a model have no names', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'chainrule-')), 'model.safetensors');
  const { data: _, ...config } = classifier(12);
  await using run = await createRun({ ...config, shapes: { inputs: [[2]], targets: [{ shape: [], dtype: 'int32' }] } });
  await run.save(file);
  await using loaded = await loadModel(file);
  expect(await loaded.predict({ point: [[1, 2]] })).toEqual(await run.predict([[1, 2]]));
});
