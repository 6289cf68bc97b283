import type { HostArray } from '../../tensor/dtype.ts';
import type { Graph, GraphNode } from '../../tensor/graph.ts';
import { itemAt } from './itemAt.ts';
import type { Kernel } from './kernel.ts';

/** The state of the body, as its first input is named. */
const state = '0';

/**
 * stateₜ = body(stateₜ₋₁, slices at t, constants): the body is compiled once, as a step that assigns its state, and run for each t. The slices are
 * copied into its feeds, through views that are made here.
 */
export const scanKernel: Kernel<'scan'> = {
  bind({ attributes: { body, sequences, reverse }, shape: [time = 0], dtype }, operands, output, compile) {
    const first = itemAt(operands, 0);
    const { executable, memory } = compile(stepOf(body), [{ name: state, shape: first.shape, dtype }]);
    const current = memory.slot(state).values;
    const feeds = operands.map((_, index) => (index === 0 ? undefined : executable.frame.feeds[String(index)]));
    const constants = feeds.flatMap((feed, index) => (feed === undefined || index <= sequences ? [] : [{ feed, values: itemAt(operands, index).values }]));
    const slices = feeds.flatMap((feed, index) => (feed === undefined || index > sequences ? [] : [{ feed, views: viewsOf(itemAt(operands, index).values, time) }]));
    const states = viewsOf(output, time);
    const at = (step: number) => (reverse ? time - 1 - step : step);
    const before = (step: number) => { for (const { feed, views } of slices) feed.set(itemAt(views, at(step))); };
    const after = (step: number) => { itemAt(states, at(step)).set(current); };
    return () => {
      current.set(first.values);
      for (const { feed, values } of constants) feed.set(values);
      void executable.run(time, before, after);
    };
  },
};

/** The body as a step: its first input is state, which takes the output. */
function stepOf({ nodes, outputs }: Graph): Graph {
  const asState = (node: GraphNode): GraphNode => (
    node.op === 'input' && node.attributes.name === state ? { ...node, attributes: { from: 'state', name: state, shape: node.shape, dtype: node.dtype } } : node);
  return { nodes: nodes.map(asState), outputs: {}, assignments: { [state]: outputs['y'] ?? -1 } };
}

/** A view of each part of an array that is divided evenly. */
function viewsOf(values: HostArray, count: number): readonly HostArray[] {
  const size = values.length / count;
  return Array.from({ length: count }, (_, index) => values.subarray(index * size, (index + 1) * size));
}
