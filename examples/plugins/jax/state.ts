import { BackendError, hostArray, nearestName } from 'chainrule';
import type { HostArray, StateEntry } from 'chainrule';
import { upload } from './jaxArray.ts';
import type { JaxArray } from './jaxArray.ts';

interface Slot {
  readonly entry: StateEntry;
  /** Its one reference is held here. */
  value: JaxArray;
}

/** The training state of a session: parameters, optimizer slots and buffers by name. */
export class JaxState {
  private readonly slots = new Map<string, Slot>();

  constructor(entries: readonly StateEntry[]) {
    for (const entry of entries) this.slots.set(entry.name, { entry, value: upload(hostArray(entry), entry) });
  }

  /** A new reference, for the caller to use up. */
  get(name: string): JaxArray {
    return this.slot(name).value.ref;
  }

  /** Takes over an array and frees the one it replaces. */
  set(name: string, value: JaxArray): void {
    const slot = this.slot(name);
    slot.value.dispose();
    slot.value = value;
  }

  read(names: readonly string[] = [...this.slots.keys()]): Record<string, HostArray> {
    return Object.fromEntries(names.map(name => {
      const copy = hostArray(this.slot(name).entry);
      copy.set(this.get(name).dataSync());
      return [name, copy];
    }));
  }

  /** Nothing is written where anything is refused. */
  write(values: Readonly<Record<string, ArrayLike<number>>>): void {
    const arrays = Object.entries(values).map(([name, numbers]) => [name, arrayOf(this.slot(name).entry, numbers)] as const);
    for (const [name, array] of arrays) this.set(name, array);
  }

  dispose(): void {
    for (const { value } of this.slots.values()) value.dispose();
    this.slots.clear();
  }

  private slot(name: string): Slot {
    const slot = this.slots.get(name);
    if (slot !== undefined) return slot;
    throw new BackendError('no such state', { got: name, expected: 'a name that the session was opened with', nearest: nearestName(name, [...this.slots.keys()]) });
  }
}

function arrayOf(entry: StateEntry, numbers: ArrayLike<number>): JaxArray {
  const { name, shape } = entry;
  const copy = hostArray(entry);
  if (numbers.length !== copy.length) throw new BackendError('values that do not fit the state', { where: name, got: `${numbers.length} numbers`, expected: `shape [${shape.join(', ')}]` });
  copy.set(numbers);
  return upload(copy, entry);
}
