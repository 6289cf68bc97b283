import type { Precision } from '../../tensor/dtype.ts';
import type { Backend } from '../backend.ts';
import { bindRegion } from './bindRegion.ts';
import { gapsOf } from './kernels.ts';
import type { Machine } from './machine.ts';
import { heapMemory } from './memory.ts';
import { openSession } from './session.ts';

/**
 * Executes graphs in plain TypeScript, in Node and in browsers, with no dependency. Memory is planned when a graph is compiled; a step allocates none.
 * With precision `float64` it is the oracle that other backends are checked against.
 */
export function typescriptBackend({ precision = 'float32' }: { readonly precision?: Precision } = {}): Backend {
  const name = precision === 'float32' ? 'typescript' : `typescript:${precision}`;
  const machine: Machine = {
    name,
    precision,
    memory: () => heapMemory,
    bind: schedule => schedule.regions.map(region => bindRegion(schedule, region, precision)),
  };
  return { name, precision, gaps: gapsOf, open: state => openSession(state, machine) };
}
