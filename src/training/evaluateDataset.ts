import type { Dataset } from '../data/dataset.ts';
import { naturalOrder } from '../data/order.ts';
import { requireSomeWeight } from '../data/sampleWeights.ts';
import { BatchFeeder } from './batchFeeder.ts';
import { batchRuns } from './batchRuns.ts';
import { requireComputedRanges } from './computedRanges.ts';
import { EpochFigures } from './epochFigures.ts';
import type { Figures } from './observer.ts';
import { pause } from './pause.ts';
import type { StepCompiler } from './stepCompiler.ts';
import { ignoredClasses } from '../model/ignoredClasses.ts';
import type { Objective } from '../model/recordTraining.ts';

/**
 * Loss and metrics of a data set, without noise. Batches are cut as in training; a ragged last one has its own executable.
 * With weights the loss is Σᵢ weightᵢ · lossᵢ / Σᵢ weightᵢ, or Σᵢ weightᵢ · lossᵢ for losses that are sums, and metrics count each sample by its weight.
 * Throws a DataError where all weights are 0 or the loss ignores all targets, and a NonFiniteError where a layer computes an index that is none.
 */
export async function evaluateDataset(compiler: StepCompiler, objective: Objective, dataset: Dataset, batchSize: number, step = 0): Promise<Figures> {
  requireSomeWeight(dataset, ignoredClasses(objective));
  const figures = new EpochFigures(objective);
  for (const part of batchRuns(dataset.count, batchSize)) {
    const compiled = compiler.get('evaluate', part.size);
    const feeder = new BatchFeeder(compiled, dataset, naturalOrder(dataset.count), batchSize, 'weights');
    await compiled.executable.run(part.batches, index => {
      compiled.prepare(step);
      feeder.feed(part.first + index);
    }, index => {
      requireComputedRanges(compiled);
      figures.add(compiled, feeder.counted(part.first + index));
    });
    await pause();
  }
  return figures.figures;
}
