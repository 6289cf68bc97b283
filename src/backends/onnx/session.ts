import { BackendError } from '../../errors.ts';
import type { HostArray } from '../../tensor/dtype.ts';
import type { Graph } from '../../tensor/graph.ts';
import type { CompileOptions, Executable, Session, StateEntry } from '../backend.ts';
import { OnnxExecutable } from './executable.ts';
import { gapsOf } from './lowerings.ts';
import type { Unroll } from './options.ts';
import type { Runtime } from './runtime.ts';
import { StateTensors } from './stateTensors.ts';

/** The state of one run as tensors of ONNX Runtime. */
export class OnnxSession implements Session {
  private readonly runtime: Runtime;
  private readonly unroll: Unroll;
  private readonly state: StateTensors;
  private readonly executables = new Set<OnnxExecutable>();
  private disposed = false;

  constructor(runtime: Runtime, entries: readonly StateEntry[], unroll: Unroll) {
    this.runtime = runtime;
    this.unroll = unroll;
    this.state = new StateTensors(runtime, entries);
  }

  compile(graph: Graph, options: CompileOptions = {}): Executable {
    this.requireOpen();
    const [gap] = gapsOf(graph);
    if (gap !== undefined) throw new BackendError(`onnx:${this.runtime.device} cannot run ${gap.operation}`, { where: gap.path === '' ? undefined : gap.path, next: gap.reason });
    const executable = new OnnxExecutable(this.runtime, this.state, graph, this.unroll, options, () => void this.executables.delete(executable));
    this.executables.add(executable);
    return executable;
  }

  async read(names: readonly string[] = this.state.names): Promise<Record<string, HostArray>> {
    this.requireOpen();
    const copies = await Promise.all(names.map(async name => [name, await this.state.read(name)] as const));
    return Object.fromEntries(copies);
  }

  write(values: Readonly<Record<string, ArrayLike<number>>>): void {
    this.requireOpen();
    this.state.write(values);
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    for (const executable of this.executables) executable.dispose();
    this.state.dispose();
  }

  private requireOpen(): void {
    if (this.disposed) throw new BackendError('a session that was disposed', { next: 'open another' });
  }
}
