import { noiseFiller } from '../../random/fillNoise.ts';
import type { HostArray } from '../../tensor/dtype.ts';
import type { Graph } from '../../tensor/graph.ts';
import type { Frame } from '../backend.ts';
import type { BoundKernel } from './kernel.ts';
import type { Machine } from './machine.ts';
import type { Memory } from './memory.ts';

/** Copies each scalar of the frame into its array, rounded to the session's precision. */
export function bindScalars(graph: Graph, arrayOf: (id: number) => HostArray, { scalars, scalarNames }: Frame): readonly BoundKernel[] {
  return graph.nodes.flatMap((node, id) => {
    if (node.op !== 'input' || node.attributes.from !== 'scalar') return [];
    const target = arrayOf(id);
    const position = scalarNames.indexOf(node.attributes.name);
    return [() => { target[0] = scalars[position] ?? Number.NaN; }];
  });
}

/** The noise inputs of a graph, each as a piece of a step by itself, in the order in which `bindNoise` gives their kernels. */
export function noiseNodes({ nodes }: Graph): readonly (readonly number[])[] {
  return nodes.flatMap((node, id) => (node.op === 'input' && node.attributes.from === 'noise' ? [[id]] : []));
}

/** Draws each noise input's values for the step, in rows that a machine may fill its own way. */
export function bindNoise(graph: Graph, arrayOf: (id: number) => HostArray, { scalars, scalarNames, step, samples }: Frame, seed: number, fillerOf: NonNullable<Machine['rowFiller']>, memory: Memory): readonly BoundKernel[] {
  return graph.nodes.flatMap((node, id) => {
    if (node.op !== 'input' || node.attributes.from !== 'noise') return [];
    const { noise, name } = node.attributes;
    const position = noise.probability === undefined ? -1 : scalarNames.indexOf(noise.probability);
    const target = arrayOf(id);
    const rows = noise.perSample ? node.shape[0] ?? 1 : 1;
    const fill = noiseFiller({ noise, name, seed }, target, rows, fillerOf(noise.distribution, target, target.length / Math.max(rows, 1), memory));
    return [() => fill(step[0] ?? 0, samples, scalars[position] ?? 0)];
  });
}
