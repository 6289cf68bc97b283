import { categoricalCrossEntropy, createRun, dense, sequential, sgd } from '../../src/index.ts';
import { initialState } from '../../src/training/initialState.ts';
import { stateEntries } from '../../src/training/recordStep.ts';
import { StepCompiler } from '../../src/training/stepCompiler.ts';
import type { CompiledStep } from '../../src/training/compiledStep.ts';
import type { Session } from '../../src/backends/backend.ts';

const features = 64;
const classes = 10;

/** A compiled training step in a session of its own. */
export interface OpenStep {
  readonly session: Session;
  readonly step: CompiledStep;
}

export type OpenNetwork = (batch: number) => OpenStep;

/** A 64-hidden-10 net with relu, softmax cross entropy and SGD on a backend; each call opens a session and compiles the step. */
export async function network(backend: string, hidden: number): Promise<OpenNetwork> {
  const shapes = { inputs: [[features]], targets: [{ shape: [], dtype: 'int32' as const }] };
  const model = sequential([dense({ units: hidden, activation: 'relu' }), dense({ units: classes })]);
  const { parts } = await createRun({ model, loss: categoricalCrossEntropy(), optimizer: sgd({ learningRate: 0.01 }), backend, shapes, training: { batchSize: 32 } });
  const { objective, optimizer, seed } = parts;
  return batch => {
    const session = parts.backend.open(stateEntries(objective.model, optimizer));
    session.write(initialState(objective.model, optimizer, seed));
    return { session, step: new StepCompiler({ ...parts, session }).get('train', batch) };
  };
}

/** Fills the frame with a batch, different from step to step. */
export function feed(step: CompiledStep, number: number): void {
  const { samples } = step.executable.frame;
  step.feed('weights')?.fill(1);
  step.feed('inputs/0')?.forEach((_, index, inputs) => { inputs[index] = Math.sin(index * 0.37 + number); });
  step.feed('targets/0')?.forEach((_, index, targets) => { targets[index] = (index + number) % classes; });
  for (let index = 0; index < samples.length; index++) samples[index] = index;
}
