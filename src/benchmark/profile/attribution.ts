import { nodeOf } from '../../graph/simplify.ts';
import type { Graph, GraphNode } from '../../tensor/graph.ts';
import type { Pass } from './profile.ts';

/** Which layer a node belongs to, and which part of the step. */
export interface Attribution {
  readonly layer: string;
  readonly pass: Pass;
}

/** The scope that an optimizer's operations are recorded in. */
const optimizerScope = /^optimizer(\/|$)/u;
const parameterState = /^(?:parameters|slots)\/(.+)$/u;

/**
 * Tells where the nodes of a training step belong, by the graph alone:
 *
 * - forward: what loss, penalty and metrics depend on, and new buffers;
 * - update: else what is recorded in the optimizer's scope or at a parameter's path, of the one layer whose parameter or slots alone depend on it;
 * - backward: all else. A gradient's product that an update was folded into, W ← W − η·xᵀdz, is of the backward: its work is the product.
 *
 * The layer is the path that recorded the node; what a step reads from outside is of no layer, and is the rest.
 */
export function attributionOf(graph: Graph): (id: number) => Attribution {
  const { nodes, outputs, assignments } = graph;
  const buffers = Object.entries(assignments).filter(([name]) => !parameterState.test(name)).map(([, id]) => id);
  const forward = ancestorsOf(nodes, [...Object.values(outputs), ...buffers]);
  const owners = ownersOf(graph);
  const parameters = new Set(Object.keys(assignments).flatMap(name => parameterOf(name) ?? []));
  return id => {
    const node = nodeOf(nodes, id);
    if (node.op === 'input' && node.attributes.from !== 'noise') return { layer: whole, pass: 'rest' };
    if (forward.has(id)) return { layer: layerOf(node.path), pass: 'forward' };
    const updates = optimizerScope.test(node.path) || parameters.has(node.path);
    if (!updates) return { layer: layerOf(node.path), pass: 'backward' };
    const [owner = 'optimizer', ...others] = owners.get(id) ?? [];
    const layer = others.length > 0 ? 'optimizer' : owner.replace(/\/?[^/]*$/u, '') || owner;
    return { layer, pass: node.op === 'matMulAdd' ? 'backward' : 'update' };
  };
}

/** What is of no layer: the weights of samples, and gradients that tf.js takes of all at once. */
const whole = 'the whole step';

function layerOf(path: string): string {
  return path === '' ? whole : path;
}

/** The parameters whose new value, or that of whose slots, depends on each node. */
function ownersOf({ nodes, assignments }: Graph): ReadonlyMap<number, ReadonlySet<string>> {
  const owners = new Map<number, Set<string>>();
  for (const [name, id] of Object.entries(assignments)) {
    const parameter = parameterOf(name);
    if (parameter === undefined) continue;
    for (const node of ancestorsOf(nodes, [id])) owners.set(node, (owners.get(node) ?? new Set()).add(parameter));
  }
  return owners;
}

/** The path of the parameter that a piece of state belongs to: `slots/dense/kernel/0.velocity` is of `dense/kernel`. */
function parameterOf(state: string): string | undefined {
  const path = parameterState.exec(state)?.[1];
  return state.startsWith('slots/') ? path?.replace(/\/[^/]*$/u, '') : path;
}

function ancestorsOf(nodes: readonly GraphNode[], from: readonly number[]): ReadonlySet<number> {
  const found = new Set(from);
  for (let id = nodes.length - 1; id >= 0; id--) if (found.has(id)) for (const input of nodeOf(nodes, id).inputs) found.add(input);
  return found;
}
