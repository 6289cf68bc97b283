import { createRun } from '../../../../../index.ts';
import { initialState } from '../../../../../training/initialState.ts';
import { stateEntries } from '../../../../../training/recordStep.ts';
import { StepCompiler } from '../../../../../training/stepCompiler.ts';
import type { CompiledStep } from '../../../../../training/compiledStep.ts';
import { meanMagnitude } from '../meanMagnitude.ts';
import type { Workload } from '../../../../../benchmark/protocol.ts';
import type { Job } from '../../protocol.ts';
import type { RowData } from '../../weights.ts';
import { initialWeights } from './initialWeights.ts';
import { modelOf } from './model.ts';
import type { Options, OurSteps } from './options.ts';

/** Steps through the executable, as the trainer takes them, on batches that are already cut. */
export async function compiledSteps({ row, checked }: Job, { backend, gradients = 'backprop', mode }: Options, data: RowData): Promise<OurSteps> {
  const shapes = { inputs: [[row.sizes[0] ?? 0]], targets: [{ shape: [], dtype: 'int32' as const }] };
  const { parts } = await createRun({ ...modelOf(row), backend, gradients, shapes, training: { batchSize: row.batch } });
  const { objective: { model }, optimizer, seed } = parts;
  const session = parts.backend.open(stateEntries(model, optimizer));
  session.write({ ...initialState(model, optimizer, seed), ...initialWeights(model, data, 'parameters/') });
  const step = new StepCompiler({ ...parts, session }).get(row.purpose, row.batch);
  const figure = row.purpose === 'train' ? () => step.number('loss') : () => meanMagnitude(step.executable.outputs['outputs/0'] ?? []);
  return { run: runner(step, feeder(step, data), mode === 'bare' ? checked : Number.POSITIVE_INFINITY, figure), about: parts.backend.about };
}

/** Runs steps; from step `fed` on the batch stays that in the frame. */
function runner(step: CompiledStep, feed: (number: number) => void, fed: number, figure: () => number): Workload['run'] {
  let done = 0;
  const before = (index: number) => {
    step.prepare(done + index);
    if (done + index < fed) feed(done + index);
  };
  const after = () => {};
  feed(0);
  return async count => {
    await step.executable.run(count, before, after);
    done += count;
    return figure();
  };
}

/** Copies batch `number`, in rotation, into the frame. */
function feeder(step: CompiledStep, { batches }: RowData): (number: number) => void {
  const { samples } = step.executable.frame;
  const [inputs, targets] = [step.feed('inputs/0'), step.feed('targets/0')];
  step.feed('weights')?.fill(1);
  return number => {
    const batch = batches[number % batches.length];
    if (batch === undefined) return;
    inputs?.set(batch.inputs);
    targets?.set(batch.labels);
    const first = (number % batches.length) * samples.length;
    for (let index = 0; index < samples.length; index++) samples[index] = first + index;
  };
}
