import { nodeOf } from '../../graph/simplify.ts';
import type { Graph } from '../../tensor/graph.ts';
import type { GradientGroup } from './gradientGroup.ts';
import type { KernelContext } from './kernels/kernel.ts';
import type { Value } from './runtime.ts';
import type { Tape } from './tape.ts';
import { valueOf } from './values.ts';
import type { Values } from './values.ts';

/**
 * Evaluates the taped nodes of a group under tf.js's tape and puts their values, and the gradients of all xs from one backward, among the values.
 * What leads from an x is noted on the `tape`. The taped values are kept while the tape's own scope ends, which would dispose them; no scope disposes
 * them later, the program does.
 */
export function takeGradients(context: KernelContext, graph: Graph, group: GradientGroup, values: Values, tape: Tape, evaluate: (id: number) => Value): void {
  const gradients = group.xs.length === 0 ? [] : backward(context, group, values, tape, evaluate);
  const given = new Set<Value>();
  for (const [id, position] of group.gradients) {
    const gradient = gradients[position] ?? zeros(context, graph, id);
    values[id] = given.has(gradient) ? context.tf.clone(gradient) : gradient;
    given.add(gradient);
  }
}

/** tf.js reads the list of xs after the forward, so an x that is itself computed under the tape is added as it is computed. */
function backward({ tf }: KernelContext, group: GradientGroup, values: Values, tape: Tape, evaluate: (id: number) => Value): readonly (Value | undefined)[] {
  const taped = new Set(group.taped);
  const wanted = new Set(group.xs);
  const xs = group.xs.filter(x => !taped.has(x)).map(x => valueOf(values, x));
  for (const x of xs) tape.follow(x);
  const forward = (): Value => {
    for (const id of group.taped) {
      values[id]?.dispose();
      const value = tf.keep(evaluate(id));
      values[id] = value;
      tape.follow(value);
      if (wanted.has(id)) xs.push(value);
    }
    return valueOf(values, group.y);
  };
  const allowNoPath = true;
  const { grads } = tf.engine().gradients(forward, xs, undefined, allowNoPath);
  for (const id of group.taped) valueOf(values, id).kept = false;
  return grads;
}

function zeros({ tf }: KernelContext, graph: Graph, id: number): Value {
  return tf.zeros([...nodeOf(graph.nodes, id).shape]);
}
