import { nodeOf } from '../../graph/simplify.ts';
import type { Graph, NodeOf } from '../../tensor/graph.ts';
import type { KernelContext } from './kernels/kernel.ts';
import type { Value } from './runtime.ts';
import { valueOf } from './values.ts';
import type { Values } from './values.ts';

/** A graph that can be evaluated for given inputs: a Program. */
interface Evaluable {
  readonly graph: Graph;
  readonly bytes: number;
  run(inputOf: (node: NodeOf<'input'>) => Value): Values;
  dispose(): void;
}

/** A function with a declared backward: its two graphs, run by the same interpreter. */
export class Surrogate {
  private readonly forward: Evaluable;
  private readonly backward: Evaluable;

  constructor(forward: Evaluable, backward: Evaluable) {
    this.forward = forward;
    this.backward = backward;
  }

  get bytes(): number {
    return this.forward.bytes + this.backward.bytes;
  }

  /** y of the operands; under the tape, with the declared backward as its derivative. */
  apply(context: KernelContext, operands: readonly Value[]): Value {
    if (!context.taping) return this.value(context, operands);
    const custom = context.tf.customGrad(() => ({
      value: this.value(context, operands),
      gradFunc: dy => this.gradients(context, operands, dy),
    }));
    return custom(...operands);
  }

  dispose(): void {
    this.forward.dispose();
    this.backward.dispose();
  }

  private value({ tf }: KernelContext, operands: readonly Value[]): Value {
    const id = this.forward.graph.outputs['y'] ?? -1;
    const value = valueOf(this.forward.run(node => operandOf(operands, node)), id);
    const { op } = nodeOf(this.forward.graph.nodes, id);
    return op === 'input' || op === 'constant' ? tf.clone(value) : value;
  }

  /** Each in a tensor of its own, since the tape disposes gradients as it sums them; zeros for an operand without one. */
  private gradients({ tf }: KernelContext, operands: readonly Value[], dy: Value): Value[] {
    const { outputs } = this.backward.graph;
    const values = this.backward.run(node => (node.attributes.name === 'dy' ? dy : operandOf(operands, node)));
    return operands.map((operand, position) => {
      const id = outputs[String(position)];
      return id === undefined ? tf.zeros(operand.shape) : tf.clone(valueOf(values, id));
    });
  }
}

function operandOf(operands: readonly Value[], { attributes: { name } }: NodeOf<'input'>): Value {
  const operand = operands[Number(name)];
  if (operand === undefined) throw new Error(`a surrogate's graph reads input ${name} of ${operands.length}`);
  return operand;
}
