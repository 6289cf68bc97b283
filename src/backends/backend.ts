import type { DType, HostArray, Precision } from '../tensor/dtype.ts';
import type { Graph, GraphNode } from '../tensor/graph.ts';
import type { Operation } from '../tensor/operations.ts';
import type { Shape } from '../tensor/shape.ts';

/** One piece of training state: its name in the graphs' `state` inputs and assignments, and its type. */
export interface StateEntry {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** An operation that a backend cannot run, with the layer that recorded it. */
export interface Gap {
  readonly operation: Operation;
  readonly path: string;
  readonly reason: string;
}

/** Executes graphs on one kind of runtime or device. */
export interface Backend {
  /** The name that a config selects it by, `tfjs:wasm` for example. */
  readonly name: string;
  readonly precision: Precision;
  /** In one line what it runs on and why it was chosen, a library with its version for example; `inspect` and the heading of a run show it. */
  readonly about?: string;
  /** Backends that were passed over for this one, a line each, with why and with what to install. */
  readonly passedOver?: readonly string[];
  /** The operations of a graph that this backend cannot run; asked before the first step. */
  gaps(graph: Graph): readonly Gap[];
  /** Of a backend that stands for others: the best of them for a model, by the graph of its training step. Asked before a session is opened. */
  chooseFor?(graph: Graph): Promise<Backend>;
  /** Opens a session that keeps the state of one run. */
  open(state: readonly StateEntry[]): Session;
}

/** The state of one run, kept where the backend computes fastest, and the executables that work on it. */
export interface Session {
  /** Compiles a graph; executables of one session share its state. */
  compile(graph: Graph, options?: CompileOptions): Executable;
  /** A copy of the named state; all of it where no names are given. */
  read(names?: readonly string[]): Promise<Record<string, HostArray>>;
  /** Overwrites state; a float value is rounded to the session's precision. */
  write(values: Readonly<Record<string, ArrayLike<number>>>): void;
  dispose(): void;
}

export interface CompileOptions {
  /** The seed of every noise input. */
  readonly seed?: number;
  /** Called with the values of every node after its kernel: the checking interpreter. Only `typescript` has it. */
  readonly check?: (node: GraphNode, id: number, values: HostArray) => void;
  /** Takes the time of each piece of a step, which then runs by itself: neighbours share no call, and several steps neither. */
  readonly timed?: TimePiece;
}

/**
 * Told which nodes of the graph, as the backend compiled it, run as one piece. What it gives is called with the milliseconds of each run; by `onnx`, whose runtime keeps the times
 * to itself until then, once with their median, when the executable is disposed.
 */
export type TimePiece = (graph: Graph, nodes: readonly number[]) => (milliseconds: number) => void;

/** What changes from step to step, in memory that the executable allocated once and the caller writes in place. */
export interface Frame {
  /** Arrays of the `feed` inputs. */
  readonly feeds: Readonly<Record<string, HostArray>>;
  /** The `scalar` inputs, at the positions that `scalarNames` gives. */
  readonly scalars: Float64Array;
  readonly scalarNames: readonly string[];
  /** The step that keys noise, a whole number. */
  readonly step: Float64Array;
  /** The data-set index of each sample of the batch, which keys noise a sample. */
  readonly samples: Int32Array;
}

/** A compiled graph. */
export interface Executable {
  readonly frame: Frame;
  /** The outputs of the last step, overwritten by the next. */
  readonly outputs: Readonly<Record<string, HostArray>>;
  /**
   * Runs `count` steps. `before(i)` fills the frame of step i, `after(i)` reads the outputs; an `after` that gives false ends the run early, with the state as that step left it.
   * Both are called in order, but a backend that takes several steps at once calls `before` for all of them first: what it reads must not depend on `after`.
   * Gives a promise only where the runtime forces one.
   */
  run(count: number, before: (index: number) => void, after: (index: number) => boolean | void): void | Promise<void>;
  /** Bytes held for this executable beside the session's state. */
  readonly bytes: number;
  dispose(): void;
}
