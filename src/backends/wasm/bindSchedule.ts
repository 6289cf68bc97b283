import type { Region } from '../../graph/regions.ts';
import type { HostArray } from '../../tensor/dtype.ts';
import { bindRegion } from '../typescript/bindRegion.ts';
import { itemAt } from '../typescript/itemAt.ts';
import type { BoundKernel } from '../typescript/kernel.ts';
import type { Schedule } from '../typescript/machine.ts';
import { emitKernel } from './emitKernel.ts';
import type { Emitted } from './emitKernel.ts';
import { instantiate } from './instantiate.ts';

/** What computes some regions faster than WebAssembly; undefined for the others. */
export type BindFirst = (schedule: Schedule, region: Region) => BoundKernel | undefined;

/**
 * Binds each region to what computes it fastest: what `bindFirst` gives, else generated WebAssembly, which there is for element-wise regions, reductions, products and moves, else
 * the kernel of the typescript backend. Neighbours in WebAssembly run in one call, but where they are to be `apart`.
 */
export function bindSchedule(schedule: Schedule, memory: WebAssembly.Memory, bindFirst: BindFirst, apart = false): readonly BoundKernel[] {
  const parts = schedule.regions.map(region => bindFirst(schedule, region) ?? emit(schedule, region, memory) ?? bindRegion(schedule, region, 'float32'));
  const runs: Emitted[][] = [];
  const order: (BoundKernel | Emitted[])[] = [];
  for (const part of parts) {
    const last = order.at(-1);
    if (typeof part === 'function') order.push(part);
    else if (Array.isArray(last) && !apart) last.push(part);
    else order.push(itemAt(runs, runs.push([part]) - 1));
  }
  const calls = instantiate(runs, memory);
  return order.map(part => (typeof part === 'function' ? part : itemAt(calls, runs.indexOf(part))));
}

/** The WebAssembly form of a region; undefined where there is none, or where an array lies outside the memory that WebAssembly sees. */
function emit({ graph, arrayOf, memory: own }: Schedule, region: Region, memory: WebAssembly.Memory): Emitted | undefined {
  const inside = new Set(region.nodes);
  const read = region.nodes.flatMap(id => itemAt(graph.nodes, id).inputs).filter(id => !inside.has(id));
  const arrays: readonly HostArray[] = [...read, ...region.stored].map(arrayOf);
  const takeScratch = (bytes: number): number | undefined => {
    const { buffer, start } = own.take(bytes);
    return buffer === memory.buffer ? start : undefined;
  };
  return arrays.every(array => array.buffer === memory.buffer) ? emitKernel(graph, region, arrayOf, takeScratch) : undefined;
}
