import type { Dataset } from '../data/dataset.ts';
import { naturalOrder } from '../data/order.ts';
import { DataError } from '../errors.ts';
import { BatchFeeder } from './batchFeeder.ts';
import { batchRuns } from './batchRuns.ts';
import type { CompiledStep } from './compiledStep.ts';
import { EpochFigures } from './epochFigures.ts';
import type { Figures } from './observer.ts';
import { pause } from './pause.ts';
import type { StepCompiler } from './stepCompiler.ts';
import type { Objective } from '../model/recordTraining.ts';

/**
 * Loss and metrics of a data set, without noise. Batches are cut as in training; a ragged last one has its own executable.
 * With weights the loss is Σᵢ weightᵢ · lossᵢ / Σᵢ weightᵢ, or Σᵢ weightᵢ · lossᵢ for losses that are sums, and metrics count each sample by its weight.
 * Throws a DataError where all weights are 0.
 */
export async function evaluateDataset(compiler: StepCompiler, objective: Objective, dataset: Dataset, batchSize: number, step = 0, weights?: ArrayLike<number>): Promise<Figures> {
  if (weights !== undefined) requireSomeWeight(weights);
  const figures = new EpochFigures(objective);
  for (const part of batchRuns(dataset.count, batchSize)) {
    const compiled = compiler.get('evaluate', part.size);
    const feeder = new BatchFeeder(compiled, dataset, naturalOrder(dataset.count), batchSize);
    const counted: number[] = [];
    await compiled.executable.run(part.batches, index => {
      compiled.prepare(step);
      feeder.feed(part.first + index);
      counted[index] = weights === undefined ? part.size : feedWeights(compiled, weights, (part.first + index) * batchSize);
    }, index => figures.add(compiled, counted[index] ?? 0));
    await pause();
  }
  return figures.figures;
}

/** Writes the weights of a batch, and the normaliser that makes its loss the weighted mean. Gives what the batch counts: the sum of its weights. */
function feedWeights(compiled: CompiledStep, weights: ArrayLike<number>, first: number): number {
  const own = Array.from({ length: compiled.batchSize }, (_, row) => weights[first + row] ?? 0);
  const sum = own.reduce((left, right) => left + right, 0);
  compiled.feed('weights')?.set(own);
  compiled.setScalar('normalizer', sum === 0 ? 0 : 1 / sum);
  return sum;
}

function requireSomeWeight(weights: ArrayLike<number>): void {
  if (Array.from(weights).some(weight => weight > 0)) return;
  throw new DataError('all weights are 0: there is nothing to take the mean of', { where: 'batch.weights', expected: 'at least one weight above 0' });
}
