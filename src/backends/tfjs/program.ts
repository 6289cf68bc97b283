import { nodeOf, simplify } from '../../graph/simplify.ts';
import type { Graph, GraphNode, NodeOf } from '../../tensor/graph.ts';
import type { TimePiece } from '../backend.ts';
import { isCut } from './gradientGroup.ts';
import type { GradientGroup } from './gradientGroup.ts';
import { cut } from './kernels/kernel.ts';
import type { KernelContext, KernelOperation } from './kernels/kernel.ts';
import { kernels } from './kernels/kernels.ts';
import { NodeTimes } from './nodeTimes.ts';
import { plan } from './plan.ts';
import type { PlanStep } from './plan.ts';
import type { Runtime, Value } from './runtime.ts';
import { Scan } from './scan.ts';
import { Surrogate } from './surrogate.ts';
import { takeGradients } from './takeGradients.ts';
import { Tape } from './tape.ts';
import { ValuePool } from './valuePool.ts';
import { notComputed, valueOf } from './values.ts';
import type { Values } from './values.ts';

/** A graph made ready to be interpreted. Its constants are kept until it is disposed. */
export class Program {
  readonly graph: Graph;
  readonly pool: ValuePool;
  private readonly context: KernelContext;
  private readonly steps: readonly PlanStep[];
  private readonly constants = new Map<number, Value>();
  private readonly tape: Tape;
  private readonly surrogates = new Map<number, Surrogate>();
  private readonly scans = new Map<number, Scan>();
  private readonly times: NodeTimes | undefined;

  /** The body of a scan shares the tape of the graph that it is part of. */
  constructor(runtime: Runtime, graph: Graph, shared?: Tape, timed?: TimePiece) {
    this.graph = simplify(graph, shared === undefined ? undefined : true);
    this.tape = shared ?? new Tape();
    this.pool = new ValuePool(runtime);
    const has = (kernel: string) => runtime.tf.getKernel(kernel, runtime.engineName) !== undefined;
    this.context = { ...runtime, pool: this.pool, has, follows: value => this.tape.follows(value) };
    this.steps = plan(this.graph);
    this.times = timed && new NodeTimes(this.graph, timed);
    for (const [id, node] of this.graph.nodes.entries()) {
      if (node.op === 'constant') this.constants.set(id, this.pool.constant(node, node.attributes.values));
      if (node.op === 'surrogate') this.surrogates.set(id, new Surrogate(new Program(runtime, node.attributes.forward), new Program(runtime, node.attributes.backward)));
      if (node.op === 'scan') this.scans.set(id, new Scan(node, new Program(runtime, node.attributes.body, this.tape), this.tape));
    }
  }

  /** Bytes of the constants. */
  get bytes(): number {
    return this.parts.reduce((sum, { bytes }) => sum + bytes, this.pool.bytes);
  }

  /** Evaluates the graph; called inside a tidy. Outputs and assigned values are among the values that remain; where the graph is a `taped` body, all do. */
  run(inputOf: (node: NodeOf<'input'>) => Value, taped = false): Values {
    const values: Values = Array.from({ length: this.graph.nodes.length });
    for (const { work, frees } of this.steps) {
      if (typeof work === 'number') values[work] = this.evaluate(work, values, inputOf, taped);
      else this.takeGradients(work, values, inputOf);
      if (!taped) for (const id of frees) free(values, id);
    }
    return values;
  }

  /** Disposes the taped values that remain, but for those that were kept meanwhile: no tidy knows them. */
  release(values: Values): void {
    for (const { work } of this.steps) {
      if (typeof work === 'number') continue;
      for (const id of work.taped) if (values[id]?.kept === false) values[id]?.dispose();
    }
  }

  dispose(): void {
    this.pool.dispose();
    for (const part of this.parts) part.dispose();
  }

  private get parts(): readonly (Scan | Surrogate)[] {
    return [...this.surrogates.values(), ...this.scans.values()];
  }

  private takeGradients(group: GradientGroup, values: Values, inputOf: (node: NodeOf<'input'>) => Value): void {
    const take = () => takeGradients(this.context, this.graph, group, values, this.tape, id => this.evaluate(id, values, inputOf));
    try {
      if (this.times === undefined) take();
      else this.times.take([...group.gradients.keys()], take);
    } finally {
      this.tape.end();
    }
  }

  private evaluate(id: number, values: Values, inputOf: (node: NodeOf<'input'>) => Value, taped = false): Value {
    if (this.times === undefined) return this.evaluateNode(id, values, inputOf, taped);
    return this.times.take([id], () => this.evaluateNode(id, values, inputOf, taped));
  }

  private evaluateNode(id: number, values: Values, inputOf: (node: NodeOf<'input'>) => Value, taped: boolean): Value {
    const node = nodeOf(this.graph.nodes, id);
    if (node.op === 'input') return inputOf(node);
    if (node.op === 'constant') return this.constants.get(id) ?? notComputed(id);
    const operands = node.inputs.map(input => valueOf(values, input));
    const followed = operands.some(operand => this.tape.follows(operand));
    const value = this.compute(id, node, followed && isCut(node) ? operands.map(operand => this.cutOff(operand)) : operands);
    if (followed && !isCut(node)) this.tape.follow(value);
    return taped ? this.tape.keep(this.context, value) : value;
  }

  private cutOff(operand: Value): Value {
    return this.tape.follows(operand) ? cut(this.context, operand) : operand;
  }

  private compute(id: number, node: GraphNode, operands: Value[]): Value {
    if (node.op === 'surrogate') return this.surrogates.get(id)?.apply(this.context, operands) ?? notComputed(id);
    if (node.op === 'scan') return this.scans.get(id)?.apply(this.context, operands) ?? notComputed(id);
    if (node.op === 'gradient' || node.op === 'input' || node.op === 'constant') return notComputed(id);
    return compute(this.context, node, operands);
  }
}

function compute<K extends KernelOperation>(context: KernelContext, node: NodeOf<K> & GraphNode, operands: Value[]): Value {
  return kernels[node.op](context, node, ...operands);
}

function free(values: Values, id: number): void {
  values[id]?.dispose();
  values[id] = undefined;
}
