import type { TimePiece } from '../backends/backend.ts';
import type { Dataset } from '../data/dataset.ts';
import { BatchFeeder } from '../training/batchFeeder.ts';
import { CompiledStep } from '../training/compiledStep.ts';
import { initialState } from '../training/initialState.ts';
import { stateEntries } from '../training/recordStep.ts';
import type { RunParts } from '../training/runParts.ts';
import { StepCompiler } from '../training/stepCompiler.ts';
import type { Workload } from './protocol.ts';

/**
 * Training steps as the trainer takes them: batches are cut from the data in their order, over and over, into the frame of the compiled step. Epochs, validation and observers are
 * left out. `timed` takes the times of the parts of a step. Throws a BackendError where the backend lacks an operation.
 */
export function modelSteps(parts: RunParts, dataset: Dataset, timed?: TimePiece): Workload & { dispose(): void } {
  const { objective: { model }, optimizer, backend, seed, training: { batchSize, denominator } } = parts;
  const session = backend.open(stateEntries(model, optimizer));
  session.write(initialState(model, optimizer, seed));
  const compiler = new StepCompiler({ ...parts, session });
  const step = timed === undefined ? compiler.get('train', batchSize) : new CompiledStep(session, compiler.record('train', batchSize), batchSize, { seed, timed });
  const batches = Math.max(1, Math.floor(dataset.count / batchSize));
  const feeder = new BatchFeeder(step, dataset, wholeBatches(dataset.count, batches * batchSize), batchSize, denominator);
  let done = 0;
  const before = (index: number) => {
    step.prepare(done + index);
    feeder.feed((done + index) % batches);
  };
  const after = () => {};
  return {
    versions: {},
    ...(backend.about !== undefined && { note: backend.about }),
    async run(count) {
      await step.executable.run(count, before, after);
      done += count;
      return step.number('loss');
    },
    dispose() {
      step.dispose();
      session.dispose();
    },
  };
}

/** The samples in their order, those of a batch that is larger than the data again from the first. */
function wholeBatches(count: number, length: number): Int32Array {
  return Int32Array.from({ length }, (_, index) => index % count);
}
