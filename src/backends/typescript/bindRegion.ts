import { isPointwise } from '../../graph/regions.ts';
import type { Region } from '../../graph/regions.ts';
import type { Precision } from '../../tensor/dtype.ts';
import { itemAt } from './itemAt.ts';
import type { BoundKernel } from './kernel.ts';
import { bindKernel } from './kernels.ts';
import type { Schedule } from './machine.ts';
import { bindRegionLoop } from './regionLoop.ts';
import { regionProgram } from './regionProgram.ts';
import { asRows, broadcastStrides } from './strides.ts';

type Bindable = Pick<Schedule, 'graph' | 'arrayOf' | 'compile'>;

/** The kernel of a region in plain TypeScript, bound to the memory of the schedule. */
export function bindRegion({ graph, arrayOf, compile }: Bindable, region: Region, precision: Precision): BoundKernel {
  const id = itemAt(region.nodes, 0);
  const node = itemAt(graph.nodes, id);
  if (isPointwise(node)) return bindPointwise({ graph, arrayOf, compile }, region, precision);
  const operands = node.inputs.map(input => ({ shape: itemAt(graph.nodes, input).shape, values: arrayOf(input) }));
  return bindKernel(node, operands, arrayOf(id), compile);
}

function bindPointwise({ graph, arrayOf }: Bindable, region: Region, precision: Precision): BoundKernel {
  const program = regionProgram(graph, region, precision);
  const { shape } = itemAt(graph.nodes, itemAt(region.nodes, 0));
  const strides = program.operands.map(id => broadcastStrides(itemAt(graph.nodes, id).shape, shape));
  return bindRegionLoop(program, asRows({ extents: shape, strides }), program.operands.map(arrayOf), program.outputs.map(arrayOf));
}
