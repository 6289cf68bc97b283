import { defineCommand, definePlugin, openRun, z } from 'chainrule';

/** Trains a config and tells the mean size of the weights of each parameter. */
export const newPart = defineCommand({
  name: 'new-part',
  summary: 'trains a config and tells how large its weights are',
  words: '<config>',
  options: () => z.strictObject({ epochs: z.int().positive().default(5).describe('Epochs to train.') }),
  async run({ words: [config = 'new-part.yaml'], options: { epochs }, write }) {
    await using run = await openRun(config);
    await run.train({ epochs });
    for (const [path, { values }] of Object.entries(await run.getWeights())) {
      write(`${path}: ${([...values].reduce((sum, value) => sum + Math.abs(value), 0) / values.length).toFixed(4)}`);
    }
  },
});

export default definePlugin({ name: 'new-part', contributes: { commands: [newPart] } });
