import { defineCommand, openRun, z } from 'chainrule';

/** Trains a config and tells for each parameter how many of its weights ended next to 0: `chainrule --plugin ./plugin.ts near-zero checkerboard.yaml --below 0.01`. */
export const nearZero = defineCommand({
  name: 'near-zero',
  summary: 'trains a config and counts the weights next to 0',
  words: '<config>',
  options: () => z.strictObject({
    below: z.number().positive().default(0.001).describe('The size below which a weight is next to 0.'),
    epochs: z.int().positive().optional().describe('Epochs to train, in place of those of the config.'),
  }),
  async run({ words: [config = 'config.yaml'], options: { below, epochs }, write }) {
    await using run = await openRun(config);
    await run.train(epochs === undefined ? {} : { epochs });
    for (const [path, { values }] of Object.entries(await run.getWeights())) {
      write(`${path}: ${[...values].filter(value => Math.abs(value) < below).length} of ${values.length}`);
    }
  },
});
