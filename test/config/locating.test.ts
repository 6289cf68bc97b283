import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseOverride } from '../../src/config/override.ts';
import { ChainruleError } from '../../src/errors.ts';
import { openRun } from '../../src/run/openRun.ts';
import { folderOf } from './files.ts';

const text = `backend: typescript
model:
  - { use: dense, units: 1 }
loss: meanSquaredError
optimizer: sgd
data: { use: arrays, inputs: [[1, 2], [3, 4]], targets: [[1], [2]] }
training: { batchSize: 2 }
`;
const folder = folderOf({ 'run.yaml': text });

/** Where and what of the error that a run of the config with changes ends with. */
async function told(...sets: readonly string[]): Promise<string> {
  try {
    await using run = await openRun(join(folder, 'run.yaml'), { overrides: sets.map(parseOverride) });
    return run.parts.name;
  } catch (error) {
    if (error instanceof ChainruleError) return error.message.replaceAll(`${folder}/`, '');
    throw error;
  }
}

describe('an error that is told when the parts of a run meet', () => {
  it('has the place of the value that it names', async () => {
    expect(await told('data.validation=2')).toMatch(/^--set data\.validation=2: data\.validation: .*\n {2}\| --set data\.validation=2\n {2}\| {23}\^\n/u);
  });

  it('has the place of the part that it comes from', async () => {
    expect(await told('data.inputs=[[1, 2], [3]]')).toMatch(/^--set data\.inputs=|^run\.yaml:6:7: /u);
    expect(await told('model[+]={ use: reshape, targetShape: [7] }')).toMatch(/^run\.yaml:3:3: .*reshape.*\n {2}\| {3}- \{ use: dense, units: 1 \}\n/u);
  });

  it('is what it was where the config is right', async () => {
    expect(await told()).toBe('run');
  });
});
