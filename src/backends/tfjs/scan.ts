import type { NodeOf } from '../../tensor/graph.ts';
import { dtypeNames } from './hostValues.ts';
import type { KernelContext } from './kernels/kernel.ts';
import { reshape } from './kernels/structural.ts';
import type { Program } from './program.ts';
import type { Value } from './runtime.ts';
import { valueOf } from './values.ts';

/** A recurrence: its body, run by the same interpreter once a time. Under the tape each time is recorded like any other nodes. */
export class Scan {
  private readonly node: NodeOf<'scan'>;
  private readonly body: Program;

  constructor(node: NodeOf<'scan'>, body: Program) {
    this.node = node;
    this.body = body;
  }

  get bytes(): number {
    return this.body.bytes;
  }

  /** The states of all times, each at its place, whichever way they were run through. */
  apply(context: KernelContext, operands: readonly Value[]): Value {
    const { tf } = context;
    return tf.tidy(() => {
      const states = this.states(context, operands);
      if (states.length === 0) return tf.zeros([...this.node.shape], dtypeNames[this.node.dtype]);
      return tf.concat(states.map(state => reshape(context, state, [1, ...state.shape])), 0);
    });
  }

  dispose(): void {
    this.body.dispose();
  }

  private states(context: KernelContext, [first, ...others]: readonly Value[]): readonly Value[] {
    const { shape: [time = 0], attributes: { sequences, reverse } } = this.node;
    const slices = others.map((operand, index) => (index < sequences ? slicesOf(context, operand, time) : Array.from({ length: time }, () => operand)));
    const states: Value[] = [];
    let state = first;
    for (let step = 0; step < time; step++) {
      const t = reverse ? time - 1 - step : step;
      state = this.next(context, [state, ...slices.map(values => values[t])]);
      states[t] = state;
    }
    return states;
  }

  /** What a step makes beside its state ends with it. The state is cloned: it may be one of the operands, or a constant. */
  private next({ tf }: KernelContext, operands: readonly (Value | undefined)[]): Value {
    return tf.tidy(() => {
      const values = this.body.run(({ attributes: { name } }) => operandOf(operands, name));
      const state = tf.clone(valueOf(values, this.body.graph.outputs['y'] ?? -1));
      this.body.release(values);
      return state;
    });
  }
}

/** A sequence at each time. Its derivative is one concatenation: a slice at a time would be padded to the whole sequence at each. */
function slicesOf(context: KernelContext, sequence: Value, time: number): readonly Value[] {
  const [, ...shape] = sequence.shape;
  return time === 0 ? [] : context.tf.split(sequence, time, 0).map(slice => reshape(context, slice, shape));
}

function operandOf(operands: readonly (Value | undefined)[], name: string): Value {
  const operand = operands[Number(name)];
  if (operand === undefined) throw new Error(`a body of scan reads input ${name} of ${operands.length}`);
  return operand;
}
