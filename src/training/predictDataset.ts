import type { Dataset } from '../data/dataset.ts';
import { naturalOrder } from '../data/order.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import { BatchFeeder } from './batchFeeder.ts';
import { batchRuns } from './evaluateDataset.ts';
import type { HostTensor } from './hostTensor.ts';
import type { StepCompiler } from './stepCompiler.ts';

/** The model's outputs for every sample of a data set, [count, …] each, computed batch by batch. */
export async function predictDataset(compiler: StepCompiler, outputs: readonly Shape[], dataset: Dataset, batchSize: number): Promise<readonly HostTensor[]> {
  const results = outputs.map(shape => ({ shape: [dataset.count, ...shape], values: new Float64Array(dataset.count * sizeOf(shape)) }));
  for (const part of batchRuns(dataset.count, batchSize)) {
    const compiled = compiler.get('predict', part.size);
    const feeder = new BatchFeeder(compiled, dataset, naturalOrder(dataset.count), batchSize);
    const collect = (batch: number) => results.forEach(({ values }, index) => {
      const own = compiled.executable.outputs[`outputs/${index}`] ?? [];
      values.set(own, batch * batchSize * sizeOf(outputs[index] ?? []));
    });
    await compiled.executable.run(part.batches, index => {
      compiled.prepare(0);
      feeder.feed(part.first + index);
    }, index => collect(part.first + index));
  }
  return results;
}
