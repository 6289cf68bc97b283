// A worker thread that multiplies matrices of several sizes for `milliseconds`, with its own number of threads, and posts how many products came out wrong.
import { parentPort, workerData } from 'node:worker_threads';
import { loadBlas } from '../../../../src/backends/native/blas/loadBlas.ts';
import { worstMismatch } from '../../../../src/verification/closeTo.ts';
import { tolerances } from '../../../../src/verification/tolerances.ts';
import { expectedProduct } from './expectedProduct.ts';

const { threads, milliseconds } = workerData as { readonly threads: number; readonly milliseconds: number };
const blas = await loadBlas({ threads });
const bound = [[16, 16, 16], [130, 70, 90], [256, 256, 130], [1, 700, 700]].map(([rows = 1, columns = 1, inner = 1]) => {
  const numbers = (size: number): Float32Array => Float32Array.from({ length: size }, (_, at) => Math.sin(at + threads));
  const product = {
    batch: 1, rows, columns, inner, transposeLeft: false, transposeRight: true, left: numbers(rows * inner), right: numbers(inner * columns), output: numbers(rows * columns), alpha: 1, beta: 0,
  };
  return { product, expected: expectedProduct(product), multiply: blas.bindProduct(product) };
});
let [products, wrong] = [0, 0];
for (const end = performance.now() + milliseconds; performance.now() < end;) {
  blas.useThreads();
  for (const { product, expected, multiply } of bound) {
    product.output.fill(Number.NaN);
    multiply();
    products += 1;
    if (worstMismatch(product.output, expected, tolerances.float32) !== undefined) wrong += 1;
  }
}
parentPort?.postMessage({ products, wrong, kernel: blas.kernel }, []);
