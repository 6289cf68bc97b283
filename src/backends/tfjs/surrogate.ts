import { nodeOf } from '../../graph/simplify.ts';
import type { Graph, NodeOf } from '../../tensor/graph.ts';
import { withGradients } from './kernels/kernel.ts';
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
    let gradients: Values | undefined;
    return withGradients(context, () => this.value(context, operands), operands.map((operand, position) => ({
      operand,
      gradient: dy => this.gradient(context, gradients ??= this.runBackward(operands, dy), operand, position),
    })));
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

  private runBackward(operands: readonly Value[], dy: Value): Values {
    return this.backward.run(node => (node.attributes.name === 'dy' ? dy : operandOf(operands, node)));
  }

  /** Zeros for an operand that the backward gives no gradient. */
  private gradient({ tf }: KernelContext, values: Values, operand: Value, position: number): Value {
    const id = this.backward.graph.outputs[String(position)];
    return id === undefined ? tf.zeros(operand.shape) : tf.clone(valueOf(values, id));
  }
}

function operandOf(operands: readonly Value[], { attributes: { name } }: NodeOf<'input'>): Value {
  const operand = operands[Number(name)];
  if (operand === undefined) throw new Error(`a surrogate's graph reads input ${name} of ${operands.length}`);
  return operand;
}
