import { simplify } from '../../graph/simplify.ts';
import type { Graph, GraphNode, NodeOf } from '../../tensor/graph.ts';
import type { Operation } from '../../tensor/operations.ts';
import type { Gap } from '../backend.ts';
import { missingOperations } from '../missingOperations.ts';
import { lowerConvolution, lowerImageGradient, lowerKernelGradient } from './convolution.ts';
import { elementwiseLowerings } from './elementwise.ts';
import { fusionAt } from './fusions.ts';
import type { Fusion } from './fusions.ts';
import type { GraphBuilder } from './graphBuilder.ts';
import type { Lowering, LoweringTable, Missing, Source, Value } from './lowering.ts';
import { lowerMatMul, lowerMatMulAdd } from './matMul.ts';
import { lowerAveragePool, lowerAveragePoolGradient, lowerMaxPool, lowerMaxPoolGradient } from './pooling.ts';
import { lowerArgMax, lowerMax, lowerSum } from './reductions.ts';
import { lowerGather, lowerScatterAdd } from './rows.ts';
import { scanLowering } from './scan.ts';
import { structuralLowerings } from './structural.ts';

const differentiation = { missing: 'automatic differentiation runs on tfjs: set gradients to backprop or backend to tfjs' };

/** Every operation in ONNX's operators. */
const lowerings: LoweringTable = {
  ...elementwiseLowerings,
  ...structuralLowerings,
  input: 'source',
  matMul: lowerMatMul,
  matMulAdd: lowerMatMulAdd,
  sum: lowerSum,
  max: lowerMax,
  argMax: lowerArgMax,
  gather: lowerGather,
  scatterAdd: lowerScatterAdd,
  convolution: lowerConvolution,
  convolutionImageGradient: lowerImageGradient,
  convolutionKernelGradient: lowerKernelGradient,
  maxPool: lowerMaxPool,
  maxPoolGradient: lowerMaxPoolGradient,
  averagePool: lowerAveragePool,
  averagePoolGradient: lowerAveragePoolGradient,
  scan: scanLowering((builder, body, inputOf) => {
    const simple = simplify(body);
    return lowerNodes(builder, simple, ({ attributes: { name } }) => inputOf(name))[simple.outputs['y'] ?? -1] ?? '';
  }),
  gradient: differentiation,
  surrogate: differentiation,
};

/** The operations of a graph that ONNX has no operators for. */
export function gapsOf(graph: Graph): readonly Gap[] {
  return missingOperations(graph, operation => {
    const entry = lowerings[operation];
    return typeof entry === 'object' ? entry.missing : undefined;
  });
}

/** What stands before the names of the ONNX nodes that a node becomes. */
export type Label = (node: GraphNode, id: number) => string;

/** Adds the nodes that outputs and assignments of a graph need, and gives the name of each value that is computed. */
export function lowerNodes(builder: GraphBuilder, graph: Graph, inputOf: (node: NodeOf<'input'>) => string, label: Label = node => node.path): readonly (string | undefined)[] {
  const fusions = graph.nodes.map((_, id) => fusionAt(id, graph));
  const live = liveNodes(graph, fusions);
  const values: (Value | undefined)[] = [];
  for (const [id, node] of graph.nodes.entries()) {
    if (!live.has(id)) continue;
    builder.label = label(node, id);
    const fusion = fusions[id];
    const operands = (fusion ?? { operands: node.inputs }).operands.map(input => values[input] ?? missing(input));
    const name = fusion?.lower(builder, operands) ?? (node.op === 'input' ? inputOf(node) : lower(builder, node, operands));
    values[id] = { name, shape: node.shape, dtype: node.dtype, ...constantOf(node) };
  }
  return values.map(value => value?.name);
}

function liveNodes({ nodes, outputs, assignments }: Graph, fusions: readonly (Fusion | undefined)[]): ReadonlySet<number> {
  const live = new Set([...Object.values(outputs), ...Object.values(assignments)]);
  for (let id = nodes.length - 1; id >= 0; id--) {
    if (live.has(id)) for (const operand of fusions[id]?.operands ?? nodes[id]?.inputs ?? []) live.add(operand);
  }
  return live;
}

function constantOf(node: GraphNode): { readonly constant?: number } {
  const [constant, ...others] = node.op === 'constant' ? node.attributes.values : [];
  return constant === undefined || others.length > 0 ? {} : { constant };
}

function lower<K extends Operation>(builder: GraphBuilder, node: NodeOf<K> & GraphNode, operands: readonly Value[]): string {
  const entry: Lowering<K> | Source | Missing = lowerings[node.op];
  if (typeof entry !== 'function') throw new Error(`${node.op} has no lowering`);
  return entry(builder, node, operands);
}

function missing(id: number): never {
  throw new Error(`node ${id} comes after a node that reads it`);
}
