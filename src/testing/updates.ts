import type { Backend, StateEntry } from '../backends/backend.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { CompiledStep } from '../training/compiledStep.ts';
import type { Model } from '../model/model.ts';
import { initialState, slotsFromParameters } from '../training/initialState.ts';
import { recordUpdate, stateEntries } from '../training/recordStep.ts';

/** Parameters and slots after each step, by their names in the state. */
export type Updates = readonly Readonly<Record<string, Float64Array>>[];

export interface UpdateRun {
  readonly optimizer: Optimizer;
  readonly model: Model;
  /** First values by path. */
  readonly parameters: Readonly<Record<string, Float64Array>>;
  /** The gradients of each step by path. */
  readonly gradients: readonly Readonly<Record<string, Float64Array>>[];
}

/** Runs an optimizer's update graph for some steps on given gradients. */
export async function runUpdates(backend: Backend, { optimizer, model, parameters, gradients }: UpdateRun): Promise<Updates> {
  const kept = stateEntries(model, optimizer);
  const session = backend.open([...kept, ...model.parameters.map(({ path, shape }): StateEntry => ({ name: `gradients/${path}`, shape, dtype: 'float' }))]);
  const first = prefixed('parameters/', parameters);
  session.write({ ...initialState(model, optimizer, 0), ...first, ...slotsFromParameters(model, optimizer, first) });
  const compiled = new CompiledStep(session, recordUpdate(model, optimizer), 0, {});
  const updates: Record<string, Float64Array>[] = [];
  for (const [step, own] of gradients.entries()) {
    session.write(prefixed('gradients/', own));
    await compiled.executable.run(1, () => compiled.prepare(step), () => true);
    const state = await session.read(kept.map(({ name }) => name));
    updates.push(Object.fromEntries(Object.entries(state).map(([name, values]) => [name, Float64Array.from(values)])));
  }
  session.dispose();
  return updates;
}

function prefixed<T>(prefix: string, record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [`${prefix}${name}`, value]));
}
