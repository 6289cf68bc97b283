import { ConfigError, createRun } from 'chainrule';
import { expect, it } from 'vitest';
import { classifier } from '../training/problems.ts';

it('answers what is no config with the words of the schema', async () => {
  for (const config of [undefined, null, 3, 'mnist.yaml', []]) await expect(createRun(config as never)).rejects.toThrow(ConfigError);
});

it('leaves keys that it reads early to the schema', async () => {
  await expect(createRun({ ...classifier(12), folder: 3 as never })).rejects.toThrow(/folder/u);
  await expect(createRun({ ...classifier(12), plugins: 3 as never })).rejects.toThrow(/plugins/u);
  await expect(createRun({ ...classifier(12), plugins: [3, null] as never })).rejects.toThrow(/plugins/u);
});
