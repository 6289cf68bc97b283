import { nodeOf, simplify } from '../../graph/simplify.ts';
import type { Graph, GraphNode, NodeOf } from '../../tensor/graph.ts';
import { isCut } from './gradientGroup.ts';
import type { GradientGroup } from './gradientGroup.ts';
import { cut } from './kernels/kernel.ts';
import type { KernelContext, KernelOperation } from './kernels/kernel.ts';
import { kernels } from './kernels/kernels.ts';
import { plan } from './plan.ts';
import type { PlanStep } from './plan.ts';
import type { Runtime, Value } from './runtime.ts';
import { Surrogate } from './surrogate.ts';
import { takeGradients } from './takeGradients.ts';
import { ValuePool } from './valuePool.ts';
import { notComputed, valueOf } from './values.ts';
import type { Values } from './values.ts';

/** A graph made ready to be interpreted. Its constants are kept until it is disposed. */
export class Program {
  readonly graph: Graph;
  readonly pool: ValuePool;
  private readonly context: KernelContext;
  private readonly tapedContext: KernelContext;
  private readonly steps: readonly PlanStep[];
  private readonly constants = new Map<number, Value>();
  private readonly followed = new Set<Value>();
  private readonly surrogates = new Map<number, Surrogate>();

  constructor(runtime: Runtime, graph: Graph) {
    this.graph = simplify(graph);
    this.pool = new ValuePool(runtime);
    const has = (kernel: string) => runtime.tf.getKernel(kernel, runtime.engineName) !== undefined;
    this.context = { ...runtime, pool: this.pool, has, follows: () => false };
    this.tapedContext = { ...this.context, follows: value => this.followed.has(value) };
    this.steps = plan(this.graph);
    for (const [id, node] of this.graph.nodes.entries()) {
      if (node.op === 'constant') this.constants.set(id, this.pool.constant(node, node.attributes.values));
      if (node.op === 'surrogate') this.surrogates.set(id, new Surrogate(new Program(runtime, node.attributes.forward), new Program(runtime, node.attributes.backward)));
    }
  }

  /** Bytes of the constants. */
  get bytes(): number {
    return [...this.surrogates.values()].reduce((sum, surrogate) => sum + surrogate.bytes, this.pool.bytes);
  }

  /** Evaluates the graph; called inside a tidy. Outputs and assigned values are among the values that remain. */
  run(inputOf: (node: NodeOf<'input'>) => Value): Values {
    const values: Values = Array.from({ length: this.graph.nodes.length });
    for (const { work, frees } of this.steps) {
      if (typeof work === 'number') values[work] = this.evaluate(work, values, this.context, inputOf);
      else this.takeGradients(work, values, inputOf);
      for (const id of frees) free(values, id);
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
    for (const surrogate of this.surrogates.values()) surrogate.dispose();
  }

  private takeGradients(group: GradientGroup, values: Values, inputOf: (node: NodeOf<'input'>) => Value): void {
    try {
      takeGradients(this.context, this.graph, group, values, this.followed, id => this.evaluate(id, values, this.tapedContext, inputOf));
    } finally {
      this.followed.clear();
    }
  }

  private evaluate(id: number, values: Values, context: KernelContext, inputOf: (node: NodeOf<'input'>) => Value): Value {
    const node = nodeOf(this.graph.nodes, id);
    if (node.op === 'input') return inputOf(node);
    if (node.op === 'constant') return this.constants.get(id) ?? notComputed(id);
    const operands = node.inputs.map(input => valueOf(values, input));
    const seen = isCut(node) ? operands.map(operand => (context.follows(operand) ? cut(context, operand) : operand)) : operands;
    if (node.op === 'surrogate') return this.surrogates.get(id)?.apply(context, seen) ?? notComputed(id);
    if (node.op === 'gradient' || node.op === 'scan') return notComputed(id);
    return compute(context, node, seen);
  }
}

function compute<K extends KernelOperation>(context: KernelContext, node: NodeOf<K> & GraphNode, operands: Value[]): Value {
  return kernels[node.op](context, node, ...operands);
}

function free(values: Values, id: number): void {
  values[id]?.dispose();
  values[id] = undefined;
}
