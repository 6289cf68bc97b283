import type { CompileOptions, Executable, Frame } from '../backend.ts';
import type { Graph, NodeOf } from '../../tensor/graph.ts';
import { nodeOf } from '../../graph/simplify.ts';
import { FrameInputs } from '../frameInputs.ts';
import { hostArray } from '../hostArray.ts';
import type { Float32HostArray } from '../hostArray.ts';
import { frameShares } from './frameShares.ts';
import { download, upload, uploadCopy } from './hostValues.ts';
import { Program } from './program.ts';
import { activate } from './runtime.ts';
import type { Runtime, Value } from './runtime.ts';
import type { StateValues } from './stateValues.ts';
import { valueOf } from './values.ts';
import type { Values } from './values.ts';

/** A graph interpreted with tf.js, one tidy a step. */
export class TfjsExecutable implements Executable {
  readonly outputs: Readonly<Record<string, Float32HostArray>>;
  private readonly runtime: Runtime;
  private readonly state: StateValues;
  private readonly inputs: FrameInputs;
  private readonly program: Program;
  private readonly shares: ReadonlySet<number>;
  private readonly ended: () => void;

  /** `ended` is told when it is disposed, so that its session forgets it. */
  constructor(runtime: Runtime, state: StateValues, graph: Graph, { seed = 0, timed }: CompileOptions, ended: () => void) {
    this.ended = ended;
    for (const name of statesOf(graph)) state.get(name);
    this.runtime = runtime;
    this.state = state;
    this.inputs = new FrameInputs(graph, seed);
    this.program = new Program(runtime, graph, undefined, timed);
    this.shares = frameShares(this.program.graph);
    const { nodes, outputs } = this.program.graph;
    this.outputs = Object.fromEntries(Object.entries(outputs).map(([name, id]) => [name, hostArray(nodeOf(nodes, id))]));
  }

  get frame(): Frame {
    return this.inputs.frame;
  }

  get bytes(): number {
    return Object.values(this.outputs).reduce((sum, { byteLength }) => sum + byteLength, this.program.bytes + this.inputs.bytes);
  }

  run(count: number, before: (index: number) => void, after: (index: number) => boolean | void): void {
    for (let index = 0; index < count; index++) {
      before(index);
      activate(this.runtime);
      this.inputs.fill();
      this.runtime.tf.tidy(() => this.step());
      if (after(index) === false) return;
    }
  }

  dispose(): void {
    activate(this.runtime);
    this.program.dispose();
    this.ended();
  }

  private step(): void {
    const values = this.program.run(node => this.inputOf(node));
    const { outputs, assignments } = this.program.graph;
    for (const [name, id] of Object.entries(outputs)) this.readOutput(name, valueOf(values, id));
    const assigned = Object.entries(assignments).map(([name, id]) => [name, this.own(values, id)] as const);
    for (const [name, value] of assigned) this.state.set(name, value);
    this.program.release(values);
  }

  private inputOf(node: NodeOf<'input'>): Value {
    const { from, name } = node.attributes;
    if (from === 'state') return this.state.get(name);
    return upload(this.runtime, this.inputs.arrayOf(node), node);
  }

  private readOutput(name: string, value: Value): void {
    const target = this.outputs[name];
    if (target !== undefined) download(value, target);
  }

  /** A tensor for the state to keep. A value that is state already, or a constant, is cloned; one that may share an array of the frame is copied. */
  private own(values: Values, id: number): Value {
    const value = valueOf(values, id);
    const { tf } = this.runtime;
    if (this.shares.has(id)) return tf.keep(uploadCopy(this.runtime, value.dataSync(), nodeOf(this.program.graph.nodes, id)));
    return tf.keep(value.kept ? tf.clone(value) : value);
  }
}

/** The names of the state that a graph reads or assigns. */
function statesOf({ nodes, assignments }: Graph): readonly string[] {
  const read = nodes.flatMap(node => (node.op === 'input' && node.attributes.from === 'state' ? [node.attributes.name] : []));
  return [...read, ...Object.keys(assignments)];
}
