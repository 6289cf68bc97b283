import { toNested } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { bump, learnBump } from '../../examples/endlessRegression.ts';
import { loadConfig } from '../../src/config/loadConfig.ts';
import { parseOverride } from '../../src/config/override.ts';
import type { RunConfig } from '../../src/config/schema.ts';
import { crossValidate } from '../../src/run/crossValidate.ts';
import type { CrossValidation } from '../../src/run/crossValidate.ts';

/** Five stratified folds of all samples of an example. */
async function fiveFolds(file: string): Promise<CrossValidation> {
  const { config, folder } = await loadConfig(file, ['data.test=0', 'backend=typescript'].map(parseOverride));
  return crossValidate(config as RunConfig, { folds: 5, stratified: true }, { folder });
}

describe('the examples', () => {
  it.each(['examples/breast-cancer.yaml', 'examples/wine.yaml'])('%s is right on 97 % of the samples that it was not trained on', async file => {
    const { folds, mean } = await fiveFolds(file);
    expect(folds).toHaveLength(5);
    expect(mean['accuracy']).toBeGreaterThanOrEqual(0.97);
  }, 120_000);

  it('examples/endlessRegression.ts learns the bump from samples of which none is kept', async () => {
    await using run = await learnBump();
    const inputs = [-2.5, -1, 0, 0.5, 2].map(x => [x]);
    const [outputs] = await run.predict(inputs);
    if (outputs === undefined) throw new Error('the model has no output');
    (toNested(outputs) as number[][]).forEach(([y], index) => expect(Math.abs((y ?? Number.NaN) - bump(inputs[index]?.[0] ?? 0))).toBeLessThan(0.06));
    expect(run.parts.data?.train.count).toBe(1);
  }, 60_000);
});
