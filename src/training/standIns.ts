import type { Optimizer } from '../optimizers/optimizer.ts';
import type { GraphNode } from '../tensor/graph.ts';
import type { Model } from '../model/model.ts';
import { slotsOf } from './recordStep.ts';
import type { Recorded } from './recordStep.ts';

/** For each parameter that a slot of the optimizer stands for outside training, that slot, both by their names in the state. */
function standIns(model: Model, optimizer: Optimizer): ReadonlyMap<string, string> {
  return new Map(model.parameters.flatMap(parameter => {
    const slot = slotsOf(optimizer, parameter).find(({ standsForParameter }) => standsForParameter === true);
    return slot === undefined ? [] : [[`parameters/${parameter.path}`, slot.name]];
  }));
}

/** A recording that reads the slots which stand for parameters in their place. */
export function readingStandIns(recorded: Recorded, model: Model, optimizer: Optimizer): Recorded {
  const { graph } = recorded;
  const names = standIns(model, optimizer);
  const moved = (node: GraphNode): GraphNode => {
    const name = node.op === 'input' && node.attributes.from === 'state' ? names.get(node.attributes.name) : undefined;
    return node.op === 'input' && name !== undefined ? { ...node, attributes: { ...node.attributes, name } } : node;
  };
  return names.size === 0 ? recorded : { ...recorded, graph: { ...graph, nodes: graph.nodes.map(moved) } };
}

/** State whose parameters have the values of the slots that stand for them. */
export function withStandIns<Values>(state: Readonly<Record<string, Values>>, model: Model, optimizer: Optimizer): Readonly<Record<string, Values>> {
  const values = [...standIns(model, optimizer)].flatMap(([parameter, slot]) => (state[slot] === undefined ? [] : [[parameter, state[slot]] as const]));
  return { ...state, ...Object.fromEntries(values) };
}
