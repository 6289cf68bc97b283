import type { Graph, GraphNode } from '../../tensor/graph.ts';
import { sizeOf } from '../../tensor/shape.ts';
import type { Shape } from '../../tensor/shape.ts';

/** The multiplications of a graph's matrix products and convolutions, which are nearly all of its work: the measure of its size. */
export function multiplications({ nodes }: Graph): number {
  return nodes.reduce((total, node) => total + ofNode(node, id => nodes[id]?.shape ?? []), 0);
}

function ofNode(node: GraphNode, shapeOf: (id: number) => Shape): number {
  const [first = [], second = []] = node.inputs.map(shapeOf);
  switch (node.op) {
    case 'matMul': case 'matMulAdd': return sizeOf(node.shape) * (first.at(node.attributes.transposeLeft ? -2 : -1) ?? 1);
    // Each output pixel and channel meets the kernel [height, width, in, out] once; the adjoints are of the same count.
    case 'convolution': return sizeOf(node.shape) * kernelPixels(second);
    case 'convolutionImageGradient': return sizeOf(first) * kernelPixels(second);
    case 'convolutionKernelGradient': return sizeOf(second) * kernelPixels(node.shape);
    case 'scan': return (node.shape[0] ?? 0) * multiplications(node.attributes.body);
    case 'surrogate': return multiplications(node.attributes.forward) + multiplications(node.attributes.backward);
    default: return 0;
  }
}

/** What one output element is a sum of. */
function kernelPixels(kernel: Shape): number {
  return sizeOf(kernel.slice(0, 3));
}
