import type { Dataset } from '../data/dataset.ts';
import { naturalOrder } from '../data/order.ts';
import { BatchFeeder } from './batchFeeder.ts';
import { EpochFigures } from './epochFigures.ts';
import type { Figures } from './observer.ts';
import { pause } from './pause.ts';
import type { StepCompiler } from './stepCompiler.ts';
import type { Objective } from '../model/recordTraining.ts';

/** Loss and metrics of a data set, without noise. Batches are cut as in training; a ragged last one has its own executable. */
export async function evaluateDataset(compiler: StepCompiler, objective: Objective, dataset: Dataset, batchSize: number, step = 0): Promise<Figures> {
  const figures = new EpochFigures(objective.metrics);
  for (const part of batchRuns(dataset.count, batchSize)) {
    const compiled = compiler.get('evaluate', part.size);
    const feeder = new BatchFeeder(compiled, dataset, naturalOrder(dataset.count), batchSize);
    await compiled.executable.run(part.batches, index => {
      compiled.prepare(step);
      feeder.feed(part.first + index);
    }, () => figures.add(compiled, part.size));
    await pause();
  }
  return figures.figures;
}

/** A run of batches of one size. */
export interface BatchRun {
  readonly first: number;
  readonly batches: number;
  readonly size: number;
}

/** Whole batches, then the ragged last one where samples are left over. */
export function batchRuns(count: number, batchSize: number): readonly BatchRun[] {
  const whole = Math.floor(count / batchSize);
  const rest = count - whole * batchSize;
  const runs = [{ first: 0, batches: whole, size: batchSize }, { first: whole, batches: 1, size: rest }];
  return runs.filter(({ batches, size }) => batches > 0 && size > 0);
}
