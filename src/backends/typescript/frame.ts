import type { HostArray, Precision } from '../../tensor/dtype.ts';
import type { Graph, NodeOf } from '../../tensor/graph.ts';
import { sizeOf } from '../../tensor/shape.ts';
import type { Frame } from '../backend.ts';
import { takeArray } from './memory.ts';
import type { Memory } from './memory.ts';

/** Memory for all inputs that a graph declares, those that its simplification drops included: the caller fills what it knows. */
export function allocateFrame(graph: Graph, precision: Precision, memory: Memory): Frame {
  const inputs = graph.nodes.filter(node => node.op === 'input');
  const feeds: Record<string, HostArray> = {};
  for (const { attributes, dtype, shape } of inputs) {
    if (attributes.from === 'feed') feeds[attributes.name] ??= takeArray(memory, dtype, sizeOf(shape), precision);
  }
  const scalarNames = [...new Set(inputs.flatMap(scalarsOf))];
  const samples = Math.max(0, ...inputs.map(samplesOf));
  return { feeds, scalars: new Float64Array(scalarNames.length), scalarNames, step: new Float64Array(1), samples: new Int32Array(samples) };
}

/** The scalar that an input is, or that its noise takes its probability from. */
function scalarsOf({ attributes }: NodeOf<'input'>): readonly string[] {
  if (attributes.from === 'scalar') return [attributes.name];
  return attributes.from === 'noise' && attributes.noise.probability !== undefined ? [attributes.noise.probability] : [];
}

function samplesOf({ attributes, shape }: NodeOf<'input'>): number {
  return attributes.from === 'noise' && attributes.noise.perSample ? shape[0] ?? 0 : 0;
}
