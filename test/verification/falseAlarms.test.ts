import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchNormalization, dense, embedding, fork, layerNormalization } from '../../src/layers/index.ts';
import { categoricalHinge } from '../../src/losses/index.ts';
import { testedBackends } from '../../src/verification/testedBackends.ts';
import { verifyProblem } from '../../src/verification/verifyProblem.ts';
import { activationNames } from './falseAlarms/blocks.ts';
import { modelProblem } from './falseAlarms/modelProblem.ts';
import type { RandomModel } from './falseAlarms/modelProblem.ts';
import { randomModels } from './falseAlarms/randomModels.ts';

/** Set CHAINRULE_RANDOM_MODELS for more, and CHAINRULE_RANDOM_SEED for others. */
const count = Number(process.env['CHAINRULE_RANDOM_MODELS'] ?? 60);
const seed = Number(process.env['CHAINRULE_RANDOM_SEED'] ?? 1);
/** Milliseconds; a busy machine takes two seconds for a model at most. */
const timeout = 60_000 + 2000 * count;

const backends = await testedBackends(['typescript', 'tfjs:cpu']);

/** Elements by what differences tell of them. */
interface Counts {
  readonly compared: number;
  readonly kinks: number;
  readonly unresolved: number;
}

/** Verifies a correct model. Throws for anything that a user would take for a mistake; what lies on kinks is counted. */
async function quiet(model: RandomModel): Promise<Counts> {
  const { passed, verdict, figures, kinks, missing } = await verifyProblem(modelProblem(model), { backends });
  const loud = figures.filter(({ status }) => status !== 'agrees' && status !== 'not compared');
  if (!passed || loud.length > 0 || missing.length > 0) throw new Error([verdict, ...loud.map(own => JSON.stringify(own)), ...missing.map(({ name, reason }) => `${name}: ${reason}`)].join('\n'));
  const count = (key: 'compared' | 'unresolved') => figures.reduce((sum, own) => sum + own[key], 0);
  return { kinks, compared: count('compared'), unresolved: count('unresolved') };
}

describe('correct models', () => {
  it(`raise no alarm: ${count} of them`, async () => {
    let [compared, kinks, unresolved] = [0, 0, 0];
    await fc.assert(fc.asyncProperty(fc.noBias(randomModels), async model => {
      const found = await quiet(model);
      [compared, kinks, unresolved] = [compared + found.compared, kinks + found.kinks, unresolved + found.unresolved];
    }), { numRuns: count, seed });
    console.info(`${count} random models: ${compared} elements compared, ${kinks} on kinks, ${unresolved} not resolved`);
    expect(kinks + unresolved).toBeLessThan(compared / 100);
  }, timeout);

  it('are made of every activation, loss and regularizer', () => {
    const drawn = JSON.stringify(fc.sample(fc.noBias(randomModels), { numRuns: 500, seed }));
    const expected = [...activationNames, 'embedding', 'batchNormalization', 'layerNormalization', 'residual', 'concatenate', 'multiply', 'orthogonal', 'alphaDropout', 'klDivergence', 'poisson'];
    expect(expected.filter(name => !drawn.includes(`"${name}"`))).toEqual([]);
  });

  it.each([2, 3])('raise none where what is left of large gradients is near 0: a batch of %s equal samples', async batchSize => {
    const normalised = [batchNormalization({ scale: false, center: false }), layerNormalization({ center: false })];
    await quiet({
      model: [embedding({ vocabularySize: 1, units: 3 }), 'leakyRelu', ...normalised, dense({ units: 4, activation: 'hardTanh' }), 'flatten', fork([dense({ units: 2 })])],
      input: { shape: [1], dtype: 'int32', value: () => 0 }, heads: [{ loss: categoricalHinge({ reduction: 'sum' }), weight: 1, target: { shape: [], dtype: 'int32' } }], batchSize, seed: 30_698,
    });
  });
});
