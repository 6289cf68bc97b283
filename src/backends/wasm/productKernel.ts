import type { HostArray } from '../../tensor/dtype.ts';
import type { Graph, NodeOf } from '../../tensor/graph.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { itemAt } from '../typescript/itemAt.ts';
import { productSize } from '../typescript/matMul.ts';
import type { ProductSize } from '../typescript/matrixProduct.ts';
import { dotTile, dotTileSize } from './dotTile.ts';
import { FunctionBody } from './functionBody.ts';
import { outerTile, outerTileSize } from './outerTile.ts';
import { panelFor, writePacked } from './packedProduct.ts';
import type { Factor, Product, Tile } from './productTile.ts';
import { scalarOf } from './scalarOf.ts';
import type { TakeScratch } from './scratch.ts';

/** A product's extents and where its operands lie. */
interface Problem extends ProductSize {
  readonly left: number;
  readonly right: number;
}

/**
 * The kernel of a matrix product, α·(left·right) + β·addend for `matMulAdd`: tiles of the output whose sums stay in registers. Undefined for int32, and for a small
 * leftᵀ·rightᵀ.
 */
export function productKernel(graph: Graph, node: NodeOf<'matMul'> | NodeOf<'matMulAdd'>, arrays: readonly HostArray[], output: HostArray, takeScratch: TakeScratch): FunctionBody | undefined {
  const operands = node.inputs.map(input => itemAt(graph.nodes, input));
  const addresses = arrays.map(({ byteOffset }) => byteOffset);
  const problem = oriented({ ...productSize(node, itemAt(operands, 0)), left: itemAt(addresses, 0), right: itemAt(addresses, 1) });
  if (sizeOf(node.shape) * problem.inner === 0 || node.dtype !== 'float') return undefined;
  const panel = panelFor(problem, takeScratch);
  if (panel === undefined && problem.transposeLeft && problem.transposeRight) return undefined;
  const body = new FunctionBody();
  const [alpha, beta] = [3, 4].map(index => (operands[index] === undefined ? undefined : scalarOf(body, itemAt(operands, index), itemAt(arrays, index))));
  const target = { cursor: body.start(), address: output.byteOffset, columns: problem.columns };
  const product = { body, inner: problem.inner, ...factors(body, problem), output: target, addend: addresses[2], alpha, beta };
  if (panel === undefined) writeProduct(problem, product);
  else writePacked(problem, product, panel);
  return body;
}

/** A column is computed as the row that it is in memory, yᵀ = rightᵀ·leftᵀ. An operand that is one row or column needs no transposing. */
function oriented(problem: Problem): Problem {
  const { rows, columns, inner, left, right, transposeLeft, transposeRight } = problem;
  if (columns === 1 && rows > 1) return oriented({ ...problem, rows: 1, columns: rows, left: right, right: left, transposeLeft: !transposeRight, transposeRight: !transposeLeft });
  return { ...problem, transposeLeft: transposeLeft && rows > 1 && inner > 1, transposeRight: transposeRight && inner > 1 };
}

function factors(body: FunctionBody, { rows, columns, inner, left, right, transposeLeft, transposeRight }: Problem): { readonly left: Factor; readonly right: Factor } {
  return {
    left: { cursor: body.start(), address: left, outer: transposeLeft ? 1 : inner, along: transposeLeft ? rows : 1 },
    right: { cursor: body.start(), address: right, outer: transposeRight ? inner : 1, along: transposeRight ? 1 : columns },
  };
}

/** The product of each pair of matrices of a batch. */
function writeProduct({ batch, rows, columns, inner, transposeRight }: Problem, product: Product): void {
  const { body, left, right } = product;
  const [tile, size] = transposeRight ? [dotTile, dotTileSize(rows)] as const : [outerTile, outerTileSize(rows)] as const;
  const band = (height: number): void => {
    writeBand(product, tile, height, columns, size.breadth);
    body.advance(left.cursor, height * left.outer * 4);
  };
  body.repeat(batch, () => {
    body.repeat(Math.floor(rows / size.height), () => band(size.height));
    if (rows % size.height > 0) band(rows % size.height);
    body.advance(left.cursor, (inner - left.outer) * rows * 4);
    body.advance(right.cursor, inner * columns * 4);
  });
}

/** Some rows of the output, tile by tile from left to right; its cursor ends at the next ones. */
function writeBand(product: Product, tile: Tile, height: number, columns: number, breadth: number): void {
  const { body, right, output } = product;
  const whole = Math.floor(columns / breadth);
  body.repeat(whole, () => {
    tile(product, height, breadth);
    body.advance(right.cursor, breadth * right.outer * 4);
    body.advance(output.cursor, breadth * 4);
  });
  if (columns % breadth > 0) tile(product, height, columns % breadth);
  body.advance(right.cursor, -whole * breadth * right.outer * 4);
  body.advance(output.cursor, (height * columns - whole * breadth) * 4);
}
