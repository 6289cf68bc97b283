import type { HostArray } from '../../tensor/dtype.ts';
import type { Graph, NodeOf } from '../../tensor/graph.ts';
import { itemAt } from '../typescript/itemAt.ts';
import { FunctionBody } from './functionBody.ts';
import { maxGathering, sumGathering } from './gatherings.ts';
import { store } from './memoryAccess.ts';
import type { Place } from './memoryAccess.ts';
import { reduceColumns } from './reducedColumns.ts';
import type { Reduction } from './reducedColumns.ts';
import { reducedExtents } from './reducedExtents.ts';
import { reducedRow } from './reducedRow.ts';
import type { TakeScratch } from './scratch.ts';

/** The kernel of a sum or maximum over neighbouring axes, undefined for others and for int32. */
export function reductionKernel(graph: Graph, node: NodeOf<'sum'> | NodeOf<'max'>, x: HostArray, output: HostArray, takeScratch: TakeScratch): FunctionBody | undefined {
  const operand = itemAt(graph.nodes, itemAt(node.inputs, 0));
  const extents = reducedExtents(operand.shape, node.attributes.axes);
  if (extents === undefined || node.dtype !== 'float') return undefined;
  const body = new FunctionBody();
  const [from, to] = [x, output].map(({ byteOffset }) => byteOffset).map((offset): Place => ({ dtype: 'float', cursor: body.start(), offset }));
  if (from === undefined || to === undefined) return undefined;
  const gathering = node.op === 'sum' ? sumGathering : maxGathering;
  const reduction = { body, gathering, ...extents, from, to };
  if (extents.inner === 1) reduceRows(reduction);
  else reduceColumns(reduction, takeScratch);
  return body;
}

/** Each row to one value. */
function reduceRows({ body, gathering, outer, reduced, from, to }: Reduction): void {
  body.repeat(outer, () => {
    store(body, to, reducedRow(body, gathering, from, reduced), 1);
    body.advance(from.cursor, reduced * 4);
    body.advance(to.cursor, 4);
  });
}
