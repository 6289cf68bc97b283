import { loadBlas } from '../../../../backends/native/blas/loadBlas.ts';
import type { Blas } from '../../../../backends/native/blas/blas.ts';
import { blasMemory } from '../../../../benchmark/blasMemory.ts';
import type { Take } from '../../../../benchmark/blasMemory.ts';
import type { CreateWorkload } from '../protocol.ts';
import type { Row } from '../rows.ts';
import type { LayerValues, RowData } from '../weights.ts';
import { meanMagnitude } from './meanMagnitude.ts';

/** The matrix products of a step and nothing else, each by one call of the BLAS that `native` uses, in memory like its own: a bound for it. */
export const create: CreateWorkload = async ({ row, threads }, data) => {
  const blas = await loadBlas({ threads });
  const { calls, output } = productsOf(blas, row, data, await blasMemory());
  return {
    threads: blas.threads, versions: {}, note: blas.describe(),
    run(count) {
      for (let step = 0; step < count; step++) for (const call of calls) call();
      return meanMagnitude(output);
    },
  };
};

function productsOf(blas: Blas, { batch, purpose }: Row, { layers: drawn, batches }: RowData, take: Take) {
  const layers = drawn.map(layer => ({ ...layer, kernel: take(layer.kernel) }));
  let input = take(batches[0]?.inputs ?? new Float32Array());
  const calls: (() => void)[] = [];
  const backward: (() => void)[] = [];
  for (const [index, layer] of layers.entries()) {
    const output = take(new Float32Array(batch * layer.units));
    calls.push(blas.bindProduct({ ...sizes(batch, layer.units, layer.inputs), left: input, right: layer.kernel, output, alpha: 1, beta: 0 }));
    if (purpose === 'train') backward.unshift(...gradients(blas, batch, layer, input, index === 0, take));
    input = output;
  }
  return { calls: [...calls, ...backward], output: input };
}

/** dx = dz·Wᵀ, but for the first layer, and W ← W + α·xᵀ·dz with an α that leaves W as it is. */
function gradients(blas: Blas, batch: number, { kernel, inputs, units }: LayerValues, input: Float32Array, first: boolean, take: Take): readonly (() => void)[] {
  const dz = take(Float32Array.from({ length: batch * units }, (_, index) => Math.sin(index)));
  const toInput = { ...sizes(batch, inputs, units), transposeRight: true, left: dz, right: kernel, output: take(new Float32Array(batch * inputs)), alpha: 1, beta: 0 };
  const toKernel = { ...sizes(inputs, units, batch), transposeLeft: true, left: input, right: dz, output: kernel, alpha: 1e-20, beta: 1 };
  return [...(first ? [] : [blas.bindProduct(toInput)]), blas.bindProduct(toKernel)];
}

function sizes(rows: number, columns: number, inner: number) {
  return { batch: 1, rows, columns, inner, transposeLeft: false, transposeRight: false };
}
