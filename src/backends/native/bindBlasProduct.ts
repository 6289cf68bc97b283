import type { Region } from '../../graph/regions.ts';
import type { HostArray } from '../../tensor/dtype.ts';
import { itemAt } from '../typescript/itemAt.ts';
import type { BoundKernel } from '../typescript/kernel.ts';
import type { Schedule } from '../typescript/machine.ts';
import { productSize } from '../typescript/matMul.ts';
import type { Blas } from './blas/blas.ts';
import { smallProductLimit } from './smallProductLimit.ts';

/** The call of BLAS for a matrix product that is worth one; undefined for smaller ones and all other operations. */
export function bindBlasProduct({ graph, arrayOf }: Schedule, region: Region, blas: Blas): BoundKernel | undefined {
  const id = itemAt(region.nodes, 0);
  const node = itemAt(graph.nodes, id);
  if (node.op !== 'matMul' && node.op !== 'matMulAdd') return undefined;
  const size = productSize(node, itemAt(graph.nodes, itemAt(node.inputs, 0)));
  if (size.rows * size.columns * size.inner <= smallProductLimit) return undefined;
  const output = floats(arrayOf(id));
  const [left, right, addend, alpha, beta] = node.inputs.map(input => floats(arrayOf(input)));
  if (left === undefined || right === undefined) throw new Error('a product without operands');
  if (addend === undefined || alpha === undefined || beta === undefined) return blas.bindProduct({ ...size, left, right, output, alpha: 1, beta: 0 });
  const product = blas.bindProduct({ ...size, left, right, output, alpha, beta });
  if (output.buffer === addend.buffer && output.byteOffset === addend.byteOffset) return product;
  return () => {
    output.set(addend);
    product();
  };
}

function floats(array: HostArray): Float32Array {
  if (array instanceof Float32Array) return array;
  throw new Error(`a matrix product of ${array.constructor.name}`);
}
