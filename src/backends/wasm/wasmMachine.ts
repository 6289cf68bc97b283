import type { StateEntry } from '../backend.ts';
import { bytesOfValue } from '../stepMemory.ts';
import type { Machine } from '../typescript/machine.ts';
import { bindSchedule } from './bindSchedule.ts';
import type { BindFirst } from './bindSchedule.ts';
import { rowFiller } from './rowFiller.ts';
import { SessionMemory } from './sessionMemory.ts';

/** Bytes that a session reserves beside so many copies of its state; reserved bytes cost nothing until they are used. */
const reserved = 512 * 2 ** 20;
const copiesOfState = 16;

/** What a backend adds to the machine. */
export interface MachineParts {
  readonly bindFirst?: BindFirst;
  /** Called with the memory of a session before anything lies in it. */
  readonly prepare?: ((memory: WebAssembly.Memory) => void) | undefined;
}

/** What carries out the steps of a session: all arrays in one WebAssembly memory, kernels made for the graph. */
export function wasmMachine(name: string, state: readonly StateEntry[], { bindFirst = () => undefined, prepare }: MachineParts = {}): Machine {
  const memory = new SessionMemory(reserved + copiesOfState * bytesOf(state));
  prepare?.(memory.memory);
  return {
    name,
    precision: 'float32',
    memory: () => memory.part(),
    rowFiller: (distribution, target, count, own) => rowFiller(distribution, target, count, own, memory.memory),
    bind: (schedule, apart) => bindSchedule(schedule, memory.memory, bindFirst, apart),
    dispose: () => memory.dispose(),
  };
}

function bytesOf(state: readonly StateEntry[]): number {
  return state.reduce((total, entry) => total + bytesOfValue(entry, 'float32'), 0);
}
