import type { Dataset } from '../data/dataset.ts';
import { naturalOrder } from '../data/order.ts';
import { ConfigError } from '../errors.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import { BatchFeeder } from './batchFeeder.ts';
import { batchRuns } from './batchRuns.ts';
import { requireComputedRanges } from './computedRanges.ts';
import type { HostTensor } from './hostTensor.ts';
import type { StepCompiler } from './stepCompiler.ts';

/** The model's outputs for every sample of a data set, [count, …] each, computed batch by batch. Throws a ConfigError for a batch size that is no positive whole number, and a NonFiniteError where a layer computes an index that is none. */
export async function predictDataset(compiler: StepCompiler, outputs: readonly Shape[], dataset: Dataset, batchSize: number): Promise<readonly HostTensor[]> {
  requirePositive(batchSize);
  const size = Math.min(batchSize, dataset.count);
  const results = outputs.map(shape => ({ shape: [dataset.count, ...shape], values: new Float64Array(dataset.count * sizeOf(shape)) }));
  for (const part of batchRuns(dataset.count, size)) {
    const compiled = compiler.get('predict', part.size);
    const feeder = new BatchFeeder(compiled, dataset, naturalOrder(dataset.count), size);
    const collect = (batch: number) => {
      requireComputedRanges(compiled);
      results.forEach(({ values }, index) => values.set(compiled.executable.outputs[`outputs/${index}`] ?? [], batch * size * sizeOf(outputs[index] ?? [])));
    };
    await compiled.executable.run(part.batches, index => {
      compiled.prepare(0);
      feeder.feed(part.first + index);
    }, index => collect(part.first + index));
  }
  return results;
}

function requirePositive(batchSize: number): void {
  if (Number.isInteger(batchSize) && batchSize > 0) return;
  throw new ConfigError('a batch size is a positive whole number', { where: 'predict', got: String(batchSize), expected: 'a whole number from 1' });
}
