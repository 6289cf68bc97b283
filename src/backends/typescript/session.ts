import { BackendError } from '../../errors.ts';
import type { HostArray } from '../../tensor/dtype.ts';
import type { Session, StateEntry } from '../backend.ts';
import { compileGraph } from './executable.ts';
import type { Machine } from './machine.ts';
import { StateMemory } from './stateMemory.ts';

/** A session of a machine: state in its memory, and executables that share it. */
export function openSession(entries: readonly StateEntry[], machine: Machine): Session {
  const state = new StateMemory(entries, machine.precision, machine.memory());
  const alive = () => {
    if (state.disposed) throw new BackendError('a session that was disposed', { next: 'open another' });
  };
  return {
    compile(graph, options = {}) {
      alive();
      return compileGraph(graph, state, machine, options);
    },
    async read(names = state.names) {
      alive();
      return Object.fromEntries(names.map((name): [string, HostArray] => [name, state.slot(name).values.slice()]));
    },
    write(values) {
      alive();
      state.write(values);
    },
    dispose() {
      if (state.disposed) return;
      state.dispose();
      machine.dispose?.();
    },
  };
}
