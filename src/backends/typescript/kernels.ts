import type { HostArray } from '../../tensor/dtype.ts';
import type { Graph, NodeOf } from '../../tensor/graph.ts';
import type { Operation } from '../../tensor/operations.ts';
import type { Gap } from '../backend.ts';
import { missingOperations } from '../missingOperations.ts';
import { convolutionImageGradientKernel, convolutionKernel, convolutionKernelGradientKernel } from './convolution.ts';
import { elementwiseFunctions } from '../../tensor/elementwise.ts';
import type { ElementwiseOperation } from '../../tensor/elementwise.ts';
import { gatherKernel, scatterAddKernel } from './gather.ts';
import type { BoundKernel, CompileNested, Kernel, KernelTable, Missing, Operand, Placed } from './kernel.ts';
import { matMulKernel } from './matMul.ts';
import { matMulAddKernel } from './matMulAdd.ts';
import { averagePoolGradientKernel, averagePoolKernel, maxPoolGradientKernel, maxPoolKernel } from './pooling.ts';
import { broadcastToKernel, concatKernel, padKernel, sliceKernel, transposeKernel } from './rearrange.ts';
import { argMaxKernel, maxKernel, sumKernel } from './reductions.ts';
import { scanKernel } from './scan.ts';

const differentiation = { missing: 'automatic differentiation runs on tfjs: set gradients to backprop or backend to tfjs' };

const pointwise = Object.fromEntries(Object.keys(elementwiseFunctions).map(name => [name, 'pointwise'])) as Readonly<Record<ElementwiseOperation, 'pointwise'>>;

/** Every operation's kernel. */
export const kernels: KernelTable = {
  ...pointwise,
  input: 'source',
  constant: 'source',
  detach: 'alias',
  reshape: 'alias',
  cast: 'pointwise',
  matMul: matMulKernel,
  matMulAdd: matMulAddKernel,
  sum: sumKernel,
  max: maxKernel,
  argMax: argMaxKernel,
  transpose: transposeKernel,
  broadcastTo: broadcastToKernel,
  slice: sliceKernel,
  concat: concatKernel,
  pad: padKernel,
  gather: gatherKernel,
  scatterAdd: scatterAddKernel,
  convolution: convolutionKernel,
  convolutionImageGradient: convolutionImageGradientKernel,
  convolutionKernelGradient: convolutionKernelGradientKernel,
  maxPool: maxPoolKernel,
  maxPoolGradient: maxPoolGradientKernel,
  averagePool: averagePoolKernel,
  averagePoolGradient: averagePoolGradientKernel,
  scan: scanKernel,
  gradient: differentiation,
  surrogate: differentiation,
};

/** The operations of a graph that have no kernel here. */
export function gapsOf(graph: Graph): readonly Gap[] {
  return missingOperations(graph, operation => {
    const entry = kernels[operation];
    return typeof entry === 'object' && 'missing' in entry ? entry.missing : undefined;
  });
}

/** The kernel of a node with its memory bound. */
export function bindKernel<K extends Operation>(node: NodeOf<K>, operands: readonly Operand[], output: HostArray, compile: CompileNested): BoundKernel {
  const entry: Kernel<K> | Placed | Missing = kernels[node.op];
  if (typeof entry === 'string' || 'missing' in entry) throw new Error(`${node.op} has no kernel to bind`);
  return entry.bind(node, operands, output, compile);
}
