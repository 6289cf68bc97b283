import type { CompileOptions, Executable, Session, StateEntry } from '../backend.ts';
import { BackendError, nearestName } from '../../errors.ts';
import type { HostArray } from '../../tensor/dtype.ts';
import type { Graph } from '../../tensor/graph.ts';
import { formatShape, sizeOf } from '../../tensor/shape.ts';
import { hostArray } from '../hostArray.ts';
import { TfjsExecutable } from './executable.ts';
import { gapsOf } from './gaps.ts';
import { download, upload, uploadCopy } from './hostValues.ts';
import { activate } from './runtime.ts';
import type { Runtime } from './runtime.ts';
import { StateValues } from './stateValues.ts';

/** The state of one run as tensors on a device of tf.js. */
export class TfjsSession implements Session {
  private readonly runtime: Runtime;
  private readonly entries: ReadonlyMap<string, StateEntry>;
  private readonly state = new StateValues();
  private readonly executables = new Set<TfjsExecutable>();

  constructor(runtime: Runtime, entries: readonly StateEntry[]) {
    activate(runtime);
    this.runtime = runtime;
    this.entries = new Map(entries.map(entry => [entry.name, entry]));
    for (const entry of entries) this.state.set(entry.name, runtime.tf.keep(upload(runtime, hostArray(entry), entry)));
  }

  compile(graph: Graph, options: CompileOptions = {}): Executable {
    activate(this.runtime);
    const [gap] = gapsOf(this.runtime, graph);
    if (gap !== undefined) {
      throw new BackendError(`tfjs:${this.runtime.device} cannot run ${gap.operation}`, {
        where: gap.path === '' ? undefined : gap.path, got: gap.reason, next: 'choose another backend, or gradients: backprop where autodiff is the reason',
      });
    }
    const executable = new TfjsExecutable(this.runtime, this.state, graph, options, () => void this.executables.delete(executable));
    this.executables.add(executable);
    return executable;
  }

  read(names: readonly string[] = [...this.entries.keys()]): Promise<Record<string, HostArray>> {
    activate(this.runtime);
    const copies = names.map(name => {
      const copy = hostArray(this.entry(name));
      download(this.state.get(name), copy);
      return [name, copy] as const;
    });
    return Promise.resolve(Object.fromEntries(copies));
  }

  write(values: Readonly<Record<string, ArrayLike<number>>>): void {
    activate(this.runtime);
    for (const [name, numbers] of Object.entries(values)) {
      const entry = this.entry(name);
      if (numbers.length !== sizeOf(entry.shape)) {
        throw new BackendError('values that do not fit the state', { where: name, got: `${numbers.length} numbers`, expected: `shape ${formatShape(entry.shape)}` });
      }
      this.state.set(name, this.runtime.tf.keep(uploadCopy(this.runtime, numbers, entry)));
    }
  }

  dispose(): void {
    activate(this.runtime);
    for (const executable of this.executables) executable.dispose();
    this.state.dispose();
  }

  private entry(name: string): StateEntry {
    const entry = this.entries.get(name);
    if (entry !== undefined) return entry;
    throw new BackendError('no such state', { got: name, expected: 'a name that the session was opened with', nearest: nearestName(name, [...this.entries.keys()]) });
  }
}
