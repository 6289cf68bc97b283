import { arrays, createRun, defineObserver, definePlugin, z } from '../../../../../index.ts';
import { Refused } from '../../../../../benchmark/protocol.ts';
import type { Job } from '../../protocol.ts';
import type { Row } from '../../rows.ts';
import type { RowData } from '../../weights.ts';
import { initialWeights } from './initialWeights.ts';
import { modelOf } from './model.ts';
import type { Options, OurSteps } from './options.ts';

/** Steps as a user takes them: `run.train` on a data set, whose batches it cuts in order. */
export async function trainedSteps({ row }: Job, { backend, gradients = 'backprop' }: Options, data: RowData): Promise<OurSteps> {
  if (row.purpose !== 'train') throw new Refused('the trainer does not predict');
  let last = Number.NaN;
  const watch = defineObserver({
    name: 'watch', summary: 'keeps the loss of the last step', options: () => z.strictObject({}), create: () => ({ stepped: ({ loss }) => { last = loss; } }),
  });
  const run = await createRun({
    ...modelOf(row), backend, gradients, data: dataset(row, data), training: { batchSize: row.batch },
    observers: [watch()], plugins: [definePlugin({ name: 'benchmark', contributes: { observers: [watch] } })],
  });
  run.setWeights(initialWeights(run.parts.objective.model, data));
  return {
    about: run.parts.backend.about,
    async run(count) {
      await run.train({ steps: count, shuffle: false });
      return last;
    },
  };
}

/** The batches one after the other, over and over up to 32 MB, so that an epoch has as many steps as a user's. */
function dataset({ sizes: [features = 0], batch }: Row, { batches }: RowData) {
  const times = Math.max(1, Math.min(128, Math.floor(8e6 / (batches.length * batch * features))));
  const [inputs, targets] = [new Float32Array(times * batches.length * batch * features), new Int32Array(times * batches.length * batch)];
  for (let number = 0; number < times * batches.length; number++) {
    inputs.set(batches[number % batches.length]?.inputs ?? [], number * batch * features);
    targets.set(batches[number % batches.length]?.labels ?? [], number * batch);
  }
  return arrays({ inputs: { values: inputs, shape: [features] }, targets: { values: targets, shape: [] } });
}
