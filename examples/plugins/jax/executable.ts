import { jit } from '@jax-js/jax';
import type { OwnedFunction } from '@jax-js/jax';
import { BackendError, FrameInputs, hostArray, nodeOf, simplify } from 'chainrule';
import type { CompileOptions, Executable, Float32HostArray, Frame, Graph, NodeOf } from 'chainrule';
import { evaluate, gapsOf } from './evaluate.ts';
import type { Results } from './evaluate.ts';
import { upload } from './jaxArray.ts';
import type { JaxArray } from './jaxArray.ts';
import type { JaxState } from './state.ts';

/** A graph as one function of jax-js, from the graph's inputs to its outputs and assigned values. It is traced and compiled in the first step. */
export class JaxExecutable implements Executable {
  readonly outputs: Readonly<Record<string, Float32HostArray>>;
  private readonly sources: readonly NodeOf<'input'>[];
  private readonly inputs: FrameInputs;
  private readonly state: JaxState;
  private readonly open: Set<JaxExecutable>;
  private readonly step: OwnedFunction<(...inputs: JaxArray[]) => Results>;

  /** `open` are the executables of the session that are not disposed. */
  constructor(declared: Graph, state: JaxState, open: Set<JaxExecutable>, { seed = 0 }: CompileOptions) {
    refuseGaps(declared);
    // The frame has every input that is declared, those included that nothing reads: the caller fills what it knows.
    this.inputs = new FrameInputs(declared, seed);
    const graph = simplify(declared);
    this.sources = graph.nodes.filter(node => node.op === 'input');
    this.state = state;
    this.open = open.add(this);
    this.outputs = Object.fromEntries(Object.entries(graph.outputs).map(([name, id]) => [name, hostArray(nodeOf(graph.nodes, id))]));
    this.step = jit((...inputs: JaxArray[]) => evaluate(graph, node => inputs[this.sources.indexOf(node)]));
  }

  get frame(): Frame {
    return this.inputs.frame;
  }

  get bytes(): number {
    return Object.values(this.outputs).reduce((sum, { byteLength }) => sum + byteLength, this.inputs.bytes);
  }

  run(count: number, before: (index: number) => void, after: (index: number) => boolean | void): void {
    for (let index = 0; index < count; index++) {
      before(index);
      this.takeStep();
      if (after(index) === false) return;
    }
  }

  dispose(): void {
    if (this.open.delete(this)) this.step.dispose();
  }

  private takeStep(): void {
    this.inputs.fill();
    const { outputs, assignments } = this.step(...this.sources.map(node => this.arrayOf(node)));
    // jax-js puts all work off until a value is read. Steps that give no output would pile up.
    if (Object.keys(outputs).length === 0) Object.values(assignments)[0]?.ref.dataSync();
    for (const [name, value] of Object.entries(outputs)) this.outputs[name]?.set(value.dataSync());
    for (const [name, value] of Object.entries(assignments)) this.state.set(name, value);
  }

  /** A reference of its own for the step, which uses it up. */
  private arrayOf(node: NodeOf<'input'>): JaxArray {
    const { from, name } = node.attributes;
    return from === 'state' ? this.state.get(name) : upload(this.inputs.arrayOf(node), node);
  }
}

/** What a caller asked `gaps` about beforehand is refused all the same, with the layer that recorded it. */
function refuseGaps(graph: Graph): void {
  const [gap] = gapsOf(graph);
  if (gap === undefined) return;
  throw new BackendError(`jax cannot run ${gap.operation}`, { where: gap.path === '' ? undefined : gap.path, got: gap.reason, next: 'choose another backend' });
}
