import type { Run } from 'chainrule';
import type { StateEntry } from '../../src/backends/backend.ts';
import { backprop } from '../../src/gradients/backprop.ts';
import { CompiledStep } from '../../src/training/compiledStep.ts';
import { initialState } from '../../src/training/initialState.ts';
import { recordGradients, recordUpdate, stateEntries } from '../../src/training/recordStep.ts';

export interface Shard {
  readonly inputs: readonly (readonly number[])[];
  readonly targets: Int32Array;
}

/**
 * One step of a run's model from shards of one batch, as scale-out takes it: the gradients graph on each, with the normaliser of the whole batch and a share of the penalties; their
 * sum; the update graph. Gives the parameters by path.
 */
export async function shardedStep({ parts: { objective, optimizer, backend, seed } }: Run, shards: readonly Shard[], rows: number): Promise<Readonly<Record<string, number[]>>> {
  const { parameters } = objective.model;
  const gradients = parameters.map(({ path, shape }): StateEntry => ({ name: `gradients/${path}`, shape, dtype: 'float' }));
  const session = backend.open([...stateEntries(objective.model, optimizer), ...gradients]);
  session.write(initialState(objective.model, optimizer, seed));
  const step = new CompiledStep(session, recordGradients(objective, backprop, rows), rows, { seed });
  const sums = new Map<string, number[]>();
  for (const shard of shards) {
    await step.executable.run(1, () => {
      step.prepare(0);
      step.setScalar('normalizer', 1 / (rows * shards.length));
      step.setScalar('penaltyScale', 1 / shards.length);
      step.feed('inputs/0')?.set(shard.inputs.flat());
      step.feed('targets/0')?.set(shard.targets);
      step.feed('weights')?.fill(1);
    }, () => true);
    for (const [name, values] of Object.entries(await session.read(gradients.map(({ name }) => name)))) {
      sums.set(name, Array.from(values, (value, index) => value + (sums.get(name)?.[index] ?? 0)));
    }
  }
  session.write(Object.fromEntries(sums));
  const update = new CompiledStep(session, recordUpdate(objective.model, optimizer), 0, {});
  await update.executable.run(1, () => update.prepare(0), () => true);
  const state = await session.read();
  session.dispose();
  return Object.fromEntries(parameters.map(({ path }) => [path, Array.from(state[`parameters/${path}`] ?? [])]));
}
