import { BackendError, nearestName } from '../../errors.ts';
import { formatShape, sizeOf } from '../../tensor/shape.ts';
import type { StateEntry } from '../backend.ts';
import { hostArray } from '../hostArray.ts';
import type { Float32HostArray } from '../hostArray.ts';
import type { OnnxTensor, Runtime } from './runtime.ts';

/** The training state of a session: for each name the tensor that holds it, and one that its next value is written to. */
export class StateTensors {
  private readonly runtime: Runtime;
  private readonly entries: ReadonlyMap<string, StateEntry>;
  private readonly current = new Map<string, OnnxTensor>();
  private readonly spares = new Map<string, OnnxTensor>();

  constructor(runtime: Runtime, entries: readonly StateEntry[]) {
    this.runtime = runtime;
    this.entries = new Map(entries.map(entry => [entry.name, entry]));
    for (const entry of entries) this.current.set(entry.name, runtime.tensor(hostArray(entry), entry, 'kept'));
  }

  get names(): readonly string[] {
    return [...this.entries.keys()];
  }

  get(name: string): OnnxTensor {
    return this.current.get(name) ?? this.refuse(name);
  }

  /** A tensor that the next value can be written to. */
  spare(name: string): OnnxTensor {
    const known = this.spares.get(name);
    if (known !== undefined) return known;
    const entry = this.entry(name);
    const spare = this.runtime.tensor(hostArray(entry), entry, 'kept');
    this.spares.set(name, spare);
    return spare;
  }

  /** Takes the tensor of the next value, and gives the one that it replaces. That one is written to next, if the new one was the spare. */
  set(name: string, next: OnnxTensor): OnnxTensor {
    const before = this.get(name);
    this.current.set(name, next);
    if (this.spares.get(name) === next) this.spares.set(name, before);
    return before;
  }

  /** A copy of the values. */
  async read(name: string): Promise<Float32HostArray> {
    const copy = hostArray(this.entry(name));
    copy.set((await this.get(name).getData()) as Float32HostArray);
    return copy;
  }

  /** Overwrites state, all that is named or none. */
  write(values: Readonly<Record<string, ArrayLike<number>>>): void {
    const given = Object.entries(values).map(([name, numbers]) => ({ entry: this.entry(name), numbers }));
    for (const { entry, numbers } of given) requireSize(entry, numbers);
    for (const { entry, numbers } of given) this.overwrite(entry, numbers);
  }

  /** The entry of a name; throws a BackendError where there is none. */
  entry(name: string): StateEntry {
    return this.entries.get(name) ?? this.refuse(name);
  }

  dispose(): void {
    for (const tensor of [...this.current.values(), ...this.spares.values()]) tensor.dispose();
    this.current.clear();
    this.spares.clear();
  }

  /** What is on another device is replaced. */
  private overwrite(entry: StateEntry, numbers: ArrayLike<number>): void {
    const before = this.get(entry.name);
    if (before.location === 'cpu') return (before.data as Float32HostArray).set(numbers);
    const array = hostArray(entry);
    array.set(numbers);
    this.set(entry.name, this.runtime.tensor(array, entry, 'kept'));
    before.dispose();
  }

  private refuse(name: string): never {
    throw new BackendError('no such state', { got: name, expected: 'a name that the session was opened with', nearest: nearestName(name, this.names) });
  }
}

function requireSize({ name, shape }: StateEntry, numbers: ArrayLike<number>): void {
  if (numbers.length === sizeOf(shape)) return;
  throw new BackendError('values that do not fit the state', { where: name, got: `${numbers.length} numbers`, expected: `shape ${formatShape(shape)}` });
}
