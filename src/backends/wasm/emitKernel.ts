import type { Region } from '../../graph/regions.ts';
import { isPointwise } from '../../graph/regions.ts';
import type { HostArray } from '../../tensor/dtype.ts';
import type { Graph } from '../../tensor/graph.ts';
import { itemAt } from '../typescript/itemAt.ts';
import { argMaxKernel } from './argMaxKernel.ts';
import { broadcastToKernel, concatKernel, sliceKernel } from './copyKernels.ts';
import type { FunctionBody } from './functionBody.ts';
import { pointwiseKernel } from './pointwiseKernel.ts';
import { productKernel } from './productKernel.ts';
import { reductionKernel } from './reductionKernel.ts';
import type { TakeScratch } from './scratch.ts';
import { transposeKernel } from './transposeKernel.ts';

/** A kernel as WebAssembly, its memory bound: a function without arguments. */
export type Emitted = Pick<FunctionBody, 'encoded'>;

/**
 * Writes the kernel of a region for the memory that its arrays lie in: float32, int32, and bools as bytes, all in one buffer. Gives undefined where the region has no
 * WebAssembly form.
 */
export function emitKernel(graph: Graph, region: Region, arrayOf: (id: number) => HostArray, takeScratch: TakeScratch = () => undefined): Emitted | undefined {
  const id = itemAt(region.nodes, 0);
  const node = itemAt(graph.nodes, id);
  if (isPointwise(node)) return pointwiseKernel(graph, region, arrayOf);
  const arrays = node.inputs.map(arrayOf);
  switch (node.op) {
    case 'matMul': case 'matMulAdd': return productKernel(graph, node, arrays, arrayOf(id), takeScratch);
    case 'sum': case 'max': return reductionKernel(graph, node, itemAt(arrays, 0), arrayOf(id), takeScratch);
    case 'argMax': return argMaxKernel(graph, node, itemAt(arrays, 0), arrayOf(id));
    case 'transpose': return transposeKernel(graph, node, itemAt(arrays, 0), arrayOf(id));
    case 'broadcastTo': return broadcastToKernel(graph, node, itemAt(arrays, 0), arrayOf(id));
    case 'slice': return sliceKernel(graph, node, itemAt(arrays, 0), arrayOf(id));
    case 'concat': return concatKernel(graph, node, arrays, arrayOf(id));
    default: return undefined;
  }
}
