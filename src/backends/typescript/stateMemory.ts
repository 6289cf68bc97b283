import { BackendError, nearestName } from '../../errors.ts';
import type { HostArray, Precision } from '../../tensor/dtype.ts';
import { sizeOf } from '../../tensor/shape.ts';
import type { StateEntry } from '../backend.ts';
import { bytesOf, viewOf } from './memory.ts';
import type { Memory } from './memory.ts';

/** A piece of state and its memory. */
export interface StateSlot extends StateEntry {
  readonly values: HostArray;
}

/** The state of a session: one arena for each group, the group being what stands before the first '/' of a name. */
export class StateMemory {
  private readonly slots = new Map<string, StateSlot>();
  private readonly memory: Memory;
  private ended = false;

  constructor(state: readonly StateEntry[], precision: Precision, memory: Memory) {
    this.memory = memory;
    const bytes = ({ dtype, shape }: StateEntry) => bytesOf(dtype, sizeOf(shape), precision);
    for (const group of new Set(state.map(groupOf))) {
      const entries = state.filter(entry => groupOf(entry) === group);
      const arena = memory.take(entries.reduce((total, entry) => total + bytes(entry), 0));
      let offset = 0;
      for (const entry of entries) {
        this.slots.set(entry.name, { ...entry, values: viewOf(arena, entry.dtype, sizeOf(entry.shape), precision, offset) });
        offset += bytes(entry);
      }
    }
  }

  /** True once its memory was given back. */
  get disposed(): boolean {
    return this.ended;
  }

  dispose(): void {
    if (!this.ended) this.memory.dispose();
    this.ended = true;
  }

  get names(): readonly string[] {
    return [...this.slots.keys()];
  }

  /** The named piece; throws a BackendError for a name that the session was not opened with. */
  slot(name: string): StateSlot {
    const slot = this.slots.get(name);
    if (slot !== undefined) return slot;
    throw new BackendError('unknown state', { got: name, expected: 'a name that the session was opened with', nearest: nearestName(name, this.names) });
  }

  /** Overwrites pieces, all or none; throws a BackendError for a wrong number of values. */
  write(values: Readonly<Record<string, ArrayLike<number>>>): void {
    const pairs = Object.entries(values).map(([name, own]) => ({ slot: this.slot(name), own }));
    for (const { slot, own } of pairs) refuseSize(slot, own);
    for (const { slot, own } of pairs) slot.values.set(own);
  }
}

function refuseSize({ name, shape, values }: StateSlot, own: ArrayLike<number>): void {
  if (own.length === values.length) return;
  throw new BackendError('state of another size', { where: name, got: `${own.length} values`, expected: `${values.length} for shape [${shape.join(', ')}]` });
}

function groupOf({ name }: StateEntry): string {
  return name.split('/', 1)[0] ?? name;
}
