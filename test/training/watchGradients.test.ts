import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, arrays, constant, dense, dropout, l2, meanSquaredError, sequential, sgd, stream } from 'chainrule';
import type { LayerInput, RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../src/verification/closeTo.ts';
import { testedBackends } from '../../src/verification/testedBackends.ts';
import { gradientLines } from '../../src/training/observers/figures.ts';
import type { WatchedGradients } from '../../src/training/watchedGradients.ts';
import { observedBy } from './observed.ts';
import { flatWeights, withRun } from './problems.ts';

const inputs = Array.from({ length: 12 }, (_, index) => [Math.sin(index), Math.cos(2 * index), Math.sin(3 * index + 1)]);
const targets = inputs.map(([a = 0, b = 0]) => [a - b]);

function problem(layers: readonly LayerInput[], training: RunConfig['training'], more: Partial<RunConfig> = {}): RunConfig {
  return {
    model: sequential(layers), loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.05 }), data: arrays({ inputs, targets, shuffle: false }),
    backend: 'typescript', training: { epochs: 1, batchSize: 4, ...training }, seed: 5, ...more,
  };
}

/** What a watch tells in a training. */
async function watched(config: RunConfig): Promise<readonly WatchedGradients[]> {
  const seen: WatchedGradients[] = [];
  await withRun({ ...config, ...observedBy({ gradientsWatched: gradients => void seen.push(gradients) }) }, run => run.train());
  return seen;
}

const deadLayers = [
  dense({ units: 5, activation: 'relu', biasInitializer: constant(-100), kernelRegularizer: l2(0.01) }),
  dense({ units: 4, activation: 'tanh' }), dense({ units: 1 }),
];

const backends = await testedBackends();

describe('watchGradients', () => {
  it('finds a dead layer, though its weights are penalised, and no dead unit behind it', async () => {
    const [first] = await watched(problem(deadLayers, { watchGradients: {} }));
    expect(first?.layers).toMatchObject([
      { layer: 'dense', norm: 0, nearZero: 1, units: 5, deadUnits: 5 }, { layer: 'dense_2', units: 4, deadUnits: 0 }, { layer: 'dense_3', units: 1, deadUnits: 0 },
    ]);
    const lines = first === undefined ? [] : gradientLines(first);
    expect(lines).toEqual([expect.stringMatching(/^gradients of step 1 {2}dense norm 0\.0000, 100 % near 0, 5 of 5 units dead \| dense_2 norm /u), expect.stringContaining('warning: dense is dead')]);
  });

  it('finds it by automatic differentiation too', async () => {
    const [first] = await watched(problem(deadLayers, { watchGradients: {} }, { backend: 'tfjs:cpu', gradients: 'autodiff' }));
    expect(first?.layers.map(({ deadUnits }) => deadUnits)).toEqual([5, 0, 0]);
  });

  it('shows gradients that vanish towards the input', async () => {
    const sigmoids = Array.from({ length: 8 }, () => dense({ units: 4, activation: 'sigmoid' }));
    const [first] = await watched(problem([...sigmoids, dense({ units: 1 })], { watchGradients: { threshold: 1e-4 } }));
    const norms = first?.layers.map(({ norm }) => norm) ?? [];
    expect(norms).toEqual(norms.toSorted((a, b) => a - b));
    expect(norms[0]).toBeLessThan((norms.at(-1) ?? 0) * 1e-4);
    expect(first?.layers.map(({ nearZero }) => nearZero)).toMatchObject([1, ...Array.from({ length: 6 }, () => expect.any(Number)), expect.any(Number), 0]);
    expect(first?.layers.every(({ deadUnits }) => deadUnits === 0)).toBe(true);
  });

  it('measures norms that float32 cannot square', async () => {
    const tiny = Array.from(inputs, row => row.map(value => value * 1e-30));
    const [first] = await watched(problem([dense({ units: 2, useBias: false }), dense({ units: 1 })], { watchGradients: {} }, { data: arrays({ inputs: tiny, targets, shuffle: false }) }));
    const norm = first?.layers[0]?.norm ?? 0;
    expect(norm).toBeGreaterThan(1e-32);
    expect(norm).toBeLessThan(1e-28);
  });

  for (const { name, missing } of backends) {
    it.skipIf(missing !== undefined)(`measures what the gradients of the batch are, on ${name}`, async () => {
      const layers = [dense({ units: 6, activation: 'relu' }), dropout({ rate: 0.3 }), dense({ units: 1 })];
      const config = problem(layers, { steps: 1, watchGradients: { threshold: 0.02 } }, { backend: name });
      const [first] = await watched(config);
      const { parameters } = await withRun(config, run => run.gradients({ inputs: inputs.slice(0, 4), targets: targets.slice(0, 4) }));
      const own = (layer: string) => ['kernel', 'bias'].flatMap(kind => Array.from(parameters[`${layer}/${kind}`]?.values ?? []));
      for (const { layer, norm, nearZero } of first?.layers ?? []) {
        expectClose([norm], [Math.hypot(...own(layer))], { relative: 1e-5, absolute: 1e-7 }, `norm of ${layer}`);
        expect(nearZero).toBeCloseTo(own(layer).filter(value => Math.abs(value) < 0.02).length / own(layer).length, 9);
      }
      expect(first?.layers).toHaveLength(2);
    });
  }

  it('looks at the first step and every so many, over epochs, ragged batches and calls', async () => {
    const seen: WatchedGradients[] = [];
    const config = problem([dense({ units: 1 })], { epochs: 3, batchSize: 5, watchGradients: { every: 2 } }, observedBy({ gradientsWatched: gradients => void seen.push(gradients) }));
    await withRun(config, async run => {
      await run.train({ steps: 4 });
      const { gradients } = await run.train({ steps: 5 });
      expect(gradients).toEqual(seen.at(-1));
    });
    expect(seen.map(({ step, epoch }) => [step, epoch])).toEqual([[1, 1], [3, 1], [5, 2], [7, 3], [9, 3]]);
  });

  it('watches a stream', async () => {
    const endless = stream({
      samples: function* samples() { for (let index = 0; ; index++) yield { inputs: [index % 5], targets: [index % 3] }; },
      samplesPerEpoch: 40,
    });
    const seen = await watched(problem([dense({ units: 1 })], { epochs: 3, steps: 25, watchGradients: { every: 10 } }, { data: endless }));
    expect(seen.map(({ step }) => step)).toEqual([1, 11, 21]);
  });

  for (const { name, missing } of backends) {
    it.skipIf(missing !== undefined)(`changes nothing about the training, on ${name}`, async () => {
      const layers = [dense({ units: 6, activation: 'tanh' }), dropout({ rate: 0.3 }), dense({ units: 1 })];
      const weights = (training: RunConfig['training']) => withRun(problem(layers, { epochs: 4, ...training }, { backend: name }), async run => {
        const { gradients } = await run.train();
        return { gradients, weights: await flatWeights(run) };
      });
      const [plain, seen] = [await weights({}), await weights({ watchGradients: { every: 3 } })];
      expect(seen.weights).toEqual(plain.weights);
      expect(plain.gradients).toBeUndefined();
      expect(seen.gradients?.step).toBe(10);
    });
  }

  it('is told in metrics.jsonl and in the summary', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chainrule-watch-'));
    try {
      await withRun(problem(deadLayers, { watchGradients: { every: 2 } }, { output: folder }), run => run.train());
      const lines = (await readFile(join(folder, 'run-1', 'metrics.jsonl'), 'utf8')).trim().split('\n').map(line => JSON.parse(line) as Partial<WatchedGradients>);
      expect(lines.map(({ step, layers }) => [step, layers?.[0]?.deadUnits])).toEqual([[1, 5], [3, 5], [3, undefined]]);
      expect(JSON.parse(await readFile(join(folder, 'run-1', 'summary.json'), 'utf8'))).toMatchObject({ gradients: lines[1] });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('refuses options out of range', async () => {
    for (const watchGradients of [{ every: 0 }, { threshold: -1 }, { ever: 3 }]) {
      await expect(watched(problem([dense({ units: 1 })], { watchGradients } as never))).rejects.toThrow(ConfigError);
    }
    await withRun(problem([dense({ units: 1 })], {}), run => expect(run.train({ watchGradients: { every: 1.5 } })).rejects.toThrow(/train\.watchGradients\.every/u));
  });
});
