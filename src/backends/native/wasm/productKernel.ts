import type { HostArray } from '../../../tensor/dtype.ts';
import type { Graph, NodeOf } from '../../../tensor/graph.ts';
import { sizeOf } from '../../../tensor/shape.ts';
import { itemAt } from '../../typescript/itemAt.ts';
import { productSize } from '../../typescript/matMul.ts';
import { dotTile, dotTileSize } from './dotTile.ts';
import { FunctionBody } from './functionBody.ts';
import { outerTile, outerTileSize } from './outerTile.ts';
import { scalarOf } from './scalarOf.ts';
import type { Product, Tile } from './productTile.ts';

/**
 * The kernel of a matrix product, α·(left·right) + β·addend for `matMulAdd`: tiles of the output whose sums stay in registers. Undefined for batches of
 * matrices, and for leftᵀ·rightᵀ.
 */
export function productKernel(graph: Graph, node: NodeOf<'matMul'> | NodeOf<'matMulAdd'>, arrays: readonly HostArray[], output: HostArray): FunctionBody | undefined {
  const operands = node.inputs.map(input => itemAt(graph.nodes, input));
  const { rows, columns, inner, batch, ...transposes } = productSize(node, itemAt(operands, 0));
  if (batch !== 1 || sizeOf(node.shape) * inner === 0 || node.dtype !== 'float') return undefined;
  const body = new FunctionBody();
  const [alpha, beta] = [3, 4].map(index => (operands[index] === undefined ? undefined : scalarOf(body, itemAt(operands, index), itemAt(arrays, index))));
  const isColumn = columns === 1;
  const [height, breadth] = isColumn ? [1, rows] : [rows, columns];
  const [left, right] = isColumn ? [itemAt(arrays, 1), itemAt(arrays, 0)] : [itemAt(arrays, 0), itemAt(arrays, 1)];
  const rowsOfLeft = height > 1 && transposes.transposeLeft;
  const columnsOfRight = inner > 1 && (isColumn ? !transposes.transposeLeft : transposes.transposeRight);
  const product: Product = {
    body, inner,
    left: { cursor: body.start(), address: left.byteOffset, outer: rowsOfLeft ? 1 : inner, along: rowsOfLeft ? height : 1 },
    right: { cursor: body.start(), address: right.byteOffset, outer: columnsOfRight ? inner : 1, along: columnsOfRight ? 1 : breadth },
    output: { cursor: body.start(), address: output.byteOffset, columns: breadth },
    addend: arrays[2]?.byteOffset, alpha, beta,
  };
  if (columnsOfRight && rowsOfLeft) return undefined;
  if (columnsOfRight) tiles(product, dotTile, height, breadth, dotTileSize(height));
  else tiles(product, outerTile, height, breadth, outerTileSize(height));
  return body;
}

/** Covers the output by tiles: bands of rows from top to bottom, tiles of a band from left to right. */
function tiles(product: Product, tile: Tile, rows: number, columns: number, { height, breadth }: { readonly height: number; readonly breadth: number }): void {
  const { body, left, right, output } = product;
  const band = (tall: number): void => {
    const whole = Math.floor(columns / breadth);
    body.repeat(whole, () => {
      tile(product, tall, breadth);
      body.advance(right.cursor, breadth * right.outer * 4);
      body.advance(output.cursor, breadth * 4);
    });
    if (columns % breadth > 0) tile(product, tall, columns % breadth);
    body.advance(right.cursor, -whole * breadth * right.outer * 4);
    body.advance(output.cursor, (tall * columns - whole * breadth) * 4);
    body.advance(left.cursor, tall * left.outer * 4);
  };
  body.repeat(Math.floor(rows / height), () => band(height));
  if (rows % height > 0) band(rows % height);
}
