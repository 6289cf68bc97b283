import type { NodeOf } from '../../tensor/graph.ts';
import { dtypeNames } from './hostValues.ts';
import type { KernelContext } from './kernels/kernel.ts';
import { reshape } from './kernels/structural.ts';
import type { Program } from './program.ts';
import type { Value } from './runtime.ts';
import type { Tape } from './tape.ts';
import { valueOf } from './values.ts';

/** A recurrence: its body, run by the same interpreter once a time. Under the tape each time is recorded like any other nodes, and its values are kept for the backward. */
export class Scan {
  private readonly node: NodeOf<'scan'>;
  private readonly body: Program;
  private readonly tape: Tape;

  constructor(node: NodeOf<'scan'>, body: Program, tape: Tape) {
    this.node = node;
    this.body = body;
    this.tape = tape;
  }

  get bytes(): number {
    return this.body.bytes;
  }

  /** The states of all times, each at its place, whichever way they were run through. */
  apply(context: KernelContext, operands: readonly Value[]): Value {
    const { tf } = context;
    return tf.tidy(() => {
      const taped = operands.some(operand => this.tape.follows(operand));
      const states = this.states(context, operands, taped);
      if (states.length === 0) return tf.zeros([...this.node.shape], dtypeNames[this.node.dtype]);
      return tf.concat(states.map(state => reshape(context, state, [1, ...state.shape])), 0);
    });
  }

  dispose(): void {
    this.body.dispose();
  }

  private states(context: KernelContext, [first, ...others]: readonly Value[], taped: boolean): readonly Value[] {
    const { shape: [time = 0], attributes: { sequences, reverse } } = this.node;
    const slices = others.map((operand, index) => (index < sequences ? this.slicesOf(context, operand, time, taped) : Array.from({ length: time }, () => operand)));
    const states: Value[] = [];
    let state = first;
    for (let step = 0; step < time; step++) {
      const t = reverse ? time - 1 - step : step;
      const operands = [state, ...slices.map(values => values[t])];
      state = taped ? this.tape.keep(context, this.next(context, operands, true)) : context.tf.tidy(() => this.next(context, operands, false));
      states[t] = state;
    }
    return states;
  }

  /** The state is cloned: it may be one of the operands, or a constant. */
  private next({ tf }: KernelContext, operands: readonly (Value | undefined)[], taped: boolean): Value {
    const values = this.body.run(({ attributes: { name } }) => operandOf(operands, name), taped);
    const state = valueOf(values, this.body.graph.outputs['y'] ?? -1);
    const clone = this.tape.pass(state, tf.clone(state));
    this.body.release(values);
    return clone;
  }

  /** A sequence at each time. Its derivative is one concatenation: a slice at a time would be padded to the whole sequence at each. */
  private slicesOf(context: KernelContext, sequence: Value, time: number, taped: boolean): readonly Value[] {
    const [, ...shape] = sequence.shape;
    // tf.js's derivative of a split into one part throws.
    const parts = time > 1 ? context.tf.split(sequence, time, 0) : [sequence].slice(0, time);
    const slices = parts.map(part => this.tape.pass(sequence, reshape(context, part, shape)));
    if (taped) for (const slice of slices) this.tape.keep(context, slice);
    return slices;
  }
}

function operandOf(operands: readonly (Value | undefined)[], name: string): Value {
  const operand = operands[Number(name)];
  if (operand === undefined) throw new Error(`a body of scan reads input ${name} of ${operands.length}`);
  return operand;
}
