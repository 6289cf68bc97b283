import { BackendError } from '../errors.ts';
import { loadBlas } from '../backends/native/blas/loadBlas.ts';
import { requireNode } from '../backends/requireNode.ts';
import { blasMemory } from './blasMemory.ts';
import { onnxProduct } from './onnxProduct.ts';
import { Refused } from './protocol.ts';
import type { Workload } from './protocol.ts';

/** Rows and columns of the matrices: large enough for a library to reach its rate. */
const size = 1024;

/** Multiplications and additions of a step. */
export const limitOperations = 2 * size ** 3;

/**
 * What this machine can give: one product of two 1024 × 1024 matrices a step, in float32, by the BLAS of `native`, else by ONNX Runtime.
 * Throws Refused where neither is installed.
 */
export async function limitSteps(): Promise<Workload> {
  const matrix = () => Float32Array.from({ length: size ** 2 }, (_, index) => Math.sin(index));
  const failures: string[] = [];
  for (const make of [blasSteps, onnxSteps]) {
    try {
      return await make(matrix(), matrix());
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      failures.push(error.problem);
    }
  }
  throw new Refused(failures.join('; '));
}

async function blasSteps(left: Float32Array, right: Float32Array): Promise<Workload> {
  requireNode('native', 'wasm');
  const blas = await loadBlas({});
  const take = await blasMemory();
  const shape = { batch: 1, rows: size, columns: size, inner: size, transposeLeft: false, transposeRight: false };
  const output = take(new Float32Array(size ** 2));
  const product = blas.bindProduct({ ...shape, left: take(left), right: take(right), output, alpha: 1, beta: 0 });
  return {
    threads: blas.threads, versions: {}, note: blas.describe(),
    run(count) {
      for (let step = 0; step < count; step++) product();
      return output[0] ?? Number.NaN;
    },
  };
}

async function onnxSteps(left: Float32Array, right: Float32Array): Promise<Workload> {
  const { runtime, run } = await onnxProduct('cpu', undefined, { rows: size, inner: size, columns: size, left, right });
  return { versions: {}, note: `ONNX Runtime ${runtime.version}`, run: async count => (await run(count))[0] ?? Number.NaN };
}
