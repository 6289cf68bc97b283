import { BackendError } from '../../errors.ts';
import type { HostArray, Precision } from '../../tensor/dtype.ts';
import type { Backend, Session, StateEntry } from '../backend.ts';
import { compileGraph } from './executable.ts';
import { gapsOf } from './kernels.ts';
import { StateMemory } from './stateMemory.ts';

/**
 * Executes graphs in plain TypeScript, in Node and in browsers, with no dependency. Memory is planned when a graph is compiled; a step allocates none.
 * With precision `float64` it is the oracle that other backends are checked against.
 */
export function typescriptBackend({ precision = 'float32' }: { readonly precision?: Precision } = {}): Backend {
  return {
    name: precision === 'float32' ? 'typescript' : `typescript:${precision}`,
    precision,
    gaps: gapsOf,
    open: state => openSession(state, precision),
  };
}

function openSession(entries: readonly StateEntry[], precision: Precision): Session {
  const state = new StateMemory(entries, precision);
  let disposed = false;
  const alive = () => {
    if (disposed) throw new BackendError('a session that was disposed', { next: 'open another' });
  };
  return {
    compile(graph, options = {}) {
      alive();
      return compileGraph(graph, state, precision, options);
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
      disposed = true;
    },
  };
}
