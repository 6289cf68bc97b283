import type { RunConfig } from 'chainrule';
import { equal } from '../lecture.ts';
import type { Finding, Lecture } from '../lecture.ts';
import { lossFalls } from '../lossFalls.ts';
import { numbersOf, weightsOf } from '../network.ts';
import { openConfig, oracle } from '../openConfig.ts';
import { trainingSamples } from '../trainingSamples.ts';
import { byRecords, inMatrices, train } from './pseudocode.ts';

const layers = ['hidden', 'output'];
const [file, epochs, rate] = ['mini-batch.yaml', 40, 0.5];

/** Mini-batch backpropagation as the notes' pseudo-code has it, by a loss and an optimizer of the framework. */
export const lecture: Lecture = {
  name: 'mini-batch-backpropagation',
  title: 'Mini-batch backpropagation',
  async run(backend = 'auto') {
    const findings = [
      ...await asPseudocode('M = 12, m = 4', 4),
      ...await asPseudocode('M = 12, m = 5, the last batch of 2', 5),
      ...await asPseudocode('M = 12, m = 12, one batch an epoch', 12),
      ...await asPseudocode('M = 12, m = 1, a record a batch', 1),
      await summedOneByOne(),
      await lossFalls('40 epochs', import.meta.url, file, backend),
    ];
    return { findings, figures: {} };
  },
};

/** The weights after all epochs, by the pseudo-code, in matrices, and by the framework. */
async function asPseudocode(what: string, batchSize: number): Promise<readonly Finding[]> {
  const { trained, byHand, byProducts } = await threeWays(batchSize, { training: { epochs, batchSize } });
  return [
    equal(`${what}: weights, pseudo-code and framework`, byHand, trained, 1e-12),
    equal(`${what}: weights, pseudo-code and matrix form`, byHand, byProducts, 1e-12),
  ];
}

/** ΔW summed record by record: batches of one record, an update of every fourth. */
async function summedOneByOne(): Promise<Finding> {
  const { trained, byHand } = await threeWays(4, {
    training: { epochs, batchSize: 1 }, optimizer: { use: 'accumulate', optimizer: { use: 'sgd', learningRate: rate }, batches: 4 },
  });
  return equal('m = 4: weights, pseudo-code and `accumulate` over single records', byHand, trained, 1e-12);
}

async function threeWays(batchSize: number, changes: Partial<RunConfig>): Promise<Readonly<Record<'trained' | 'byHand' | 'byProducts', readonly number[]>>> {
  await using run = await openConfig(import.meta.url, file, { ...oracle, ...changes });
  const [first, records] = [await weightsOf(run, layers), trainingSamples(run)];
  await run.train();
  const settings = { epochs, batchSize, rate };
  return {
    trained: numbersOf(await weightsOf(run, layers)),
    byHand: numbersOf(train(first, records, settings, byRecords)),
    byProducts: numbersOf(train(first, records, settings, inMatrices)),
  };
}
