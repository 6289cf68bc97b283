import type { Backend, StateEntry } from '../backend.ts';
import { bytesOfValue } from '../stepMemory.ts';
import { gapsOf } from '../typescript/kernels.ts';
import { openSession } from '../typescript/session.ts';
import { bindSchedule } from './bindSchedule.ts';
import { loadBlas } from './blas/loadBlas.ts';
import { loadKoffi } from './blas/loadKoffi.ts';
import type { BlasOptions } from './blas/blasOptions.ts';
import { rowFiller } from './rowFiller.ts';
import { SessionMemory } from './sessionMemory.ts';
import { loadSubnormals } from './subnormals.ts';
import type { Subnormals } from './subnormals.ts';

/** Bytes that a session reserves beside so many copies of its state; reserved bytes cost nothing until they are used. */
const reserved = 512 * 2 ** 20;
const copiesOfState = 16;

/**
 * Executes graphs with matrix products in the system's BLAS and all else in kernels generated for the graph, in Node. The plan of a step
 * is that of `typescript`. Numbers below 2⁻¹²⁶ are 0 in a step (on Linux on x64). Throws a BackendError that says what to install where no BLAS is found.
 */
export async function nativeBackend(options: BlasOptions = {}): Promise<Backend> {
  const subnormals = loadSubnormals(await loadKoffi());
  const blas = await flushing(subnormals, () => loadBlas(options));
  return {
    name: 'native',
    precision: 'float32',
    gaps: gapsOf,
    about: blas.describe(),
    open(state) {
      const memory = new SessionMemory(reserved + copiesOfState * bytesOf(state));
      return openSession(state, {
        name: 'native',
        precision: 'float32',
        memory: () => memory.part(),
        rowFiller: (distribution, target, count, own) => rowFiller(distribution, target, count, own, memory.memory),
        bind: schedule => bindSchedule(schedule, blas, memory.memory),
        enter() {
          blas.useThreads();
          subnormals?.flush();
        },
        leave: () => subnormals?.keep(),
        dispose: () => memory.dispose(),
      });
    },
  };
}

/** Threads that a library starts compute as the thread that loads it. */
async function flushing<T>(subnormals: Subnormals | undefined, load: () => Promise<T>): Promise<T> {
  subnormals?.flush();
  try {
    return await load();
  } finally {
    subnormals?.keep();
  }
}

function bytesOf(state: readonly StateEntry[]): number {
  return state.reduce((total, entry) => total + bytesOfValue(entry, 'float32'), 0);
}
