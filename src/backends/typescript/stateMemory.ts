import { BackendError, nearestName } from '../../errors.ts';
import { allocate } from '../../tensor/dtype.ts';
import type { HostArray, Precision } from '../../tensor/dtype.ts';
import { sizeOf } from '../../tensor/shape.ts';
import type { StateEntry } from '../backend.ts';

/** A piece of state and its memory. */
export interface StateSlot extends StateEntry {
  readonly values: HostArray;
}

/** Every piece starts at a multiple of this many bytes, which suits all element types. */
const alignment = 8;

/** The state of a session: one arena for each group, the group being what stands before the first '/' of a name. */
export class StateMemory {
  private readonly slots = new Map<string, StateSlot>();

  constructor(state: readonly StateEntry[], precision: Precision) {
    for (const group of new Set(state.map(groupOf))) {
      const entries = state.filter(entry => groupOf(entry) === group);
      const arena = new ArrayBuffer(entries.reduce((bytes, entry) => bytes + bytesOf(entry, precision), 0));
      let start = 0;
      for (const entry of entries) {
        this.slots.set(entry.name, { ...entry, values: view(entry, precision, arena, start) });
        start += bytesOf(entry, precision);
      }
    }
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

function bytesOf({ dtype, shape }: StateEntry, precision: Precision): number {
  return Math.ceil((allocate(dtype, 0, precision).BYTES_PER_ELEMENT * sizeOf(shape)) / alignment) * alignment;
}

function view({ dtype, shape }: StateEntry, precision: Precision, arena: ArrayBuffer, start: number): HostArray {
  const size = sizeOf(shape);
  if (dtype === 'int32') return new Int32Array(arena, start, size);
  if (dtype === 'bool') return new Uint8Array(arena, start, size);
  return precision === 'float64' ? new Float64Array(arena, start, size) : new Float32Array(arena, start, size);
}
