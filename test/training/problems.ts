import { arrays, categoricalCrossEntropy, createRun, dense, dropout, l2, momentum, sequential } from 'chainrule';
import type { Run, RunConfig } from 'chainrule';

/** The four points of XOR. */
export const xor = { inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [[0], [1], [1], [0]] };

/** Points in three clouds, by a fixed rule: inputs [count, 2], targets class indices. */
export function clouds(count: number): { readonly inputs: number[][]; readonly targets: Int32Array } {
  const classes = Array.from({ length: count }, (_, index) => index % 3);
  const inputs = classes.map((own, index) => [Math.cos(own * 2.1) + 0.3 * Math.sin(index * 1.7), Math.sin(own * 2.1) + 0.3 * Math.cos(index * 2.3)]);
  return { inputs, targets: Int32Array.from(classes) };
}

/** A small classifier with everything that draws on noise and penalties. */
export function classifier(count: number, more: Partial<RunConfig> = {}): RunConfig {
  const { inputs, targets } = clouds(count);
  return {
    model: sequential([dense({ units: 8, activation: 'tanh', kernelRegularizer: l2(1e-3) }), dropout({ rate: 0.25 }), dense({ units: 3 })]),
    loss: categoricalCrossEntropy(),
    optimizer: momentum({ learningRate: 0.1 }),
    data: arrays({ inputs, targets }),
    metrics: ['accuracy'],
    training: { epochs: 3, batchSize: 10 },
    seed: 7,
    ...more,
  };
}

/** All weights of a run in one list. */
export async function flatWeights(run: Run): Promise<number[]> {
  return Object.values(await run.getWeights()).flatMap(({ values }) => Array.from(values));
}

/** Makes a run of a config and releases it after `work`. */
export async function withRun<T>(config: RunConfig, work: (run: Run) => Promise<T>): Promise<T> {
  await using run = await createRun(config);
  return await work(run);
}
