import { init } from '@jax-js/jax';
import type { Backend, Session, StateEntry } from 'chainrule';
import { gapsOf } from './evaluate.ts';
import { JaxExecutable } from './executable.ts';
import { device } from './jaxArray.ts';
import { JaxState } from './state.ts';

/** Executes graphs with jax-js, in float32. */
export async function jaxBackend(): Promise<Backend> {
  await init(device);
  return { name: 'jax', precision: 'float32', about: 'jax-js on WebAssembly', gaps: gapsOf, open };
}

/** A session is its state, and the executables that work on it. */
function open(entries: readonly StateEntry[]): Session {
  const state = new JaxState(entries);
  const executables = new Set<JaxExecutable>();
  return {
    compile: (graph, options = {}) => new JaxExecutable(graph, state, executables, options),
    read: names => Promise.resolve(state.read(names)),
    write: values => state.write(values),
    dispose() {
      for (const executable of executables) executable.dispose();
      state.dispose();
    },
  };
}
