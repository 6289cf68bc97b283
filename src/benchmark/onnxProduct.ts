import { GraphBuilder } from '../backends/onnx/graphBuilder.ts';
import { loadRuntime } from '../backends/onnx/loadRuntime.ts';
import { encodeStep } from '../backends/onnx/onnxModel.ts';
import type { OnnxDevice } from '../backends/onnx/options.ts';

/** A matrix [rows, inner] times one [inner, columns]. */
export interface OnnxProduct {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** One product of two matrices by ONNX Runtime's MatMul, its operands and result in tensors that stay: a bound for the `onnx` backend. */
export async function onnxProduct(device: OnnxDevice, threads: number | undefined, { rows, inner, columns, left, right }: OnnxProduct) {
  const runtime = await loadRuntime(device, threads);
  const program = await runtime.load(productModel(rows, inner, columns), []);
  const tensor = (values: Float32Array, shape: readonly number[]) => runtime.tensor(values, { shape, dtype: 'float' }, 'linked');
  const feeds = { x: tensor(left, [rows, inner]), w: tensor(right, [inner, columns]) };
  const y = new Float32Array(rows * columns);
  const fetches = { y: runtime.fillsTensors ? tensor(y, [rows, columns]) : null };
  return {
    runtime,
    /** The product, so many times; its values are those of the last. */
    async run(count: number): Promise<Float32Array> {
      let results = await program.run(feeds, fetches);
      for (let step = 1; step < count; step++) results = await program.run(feeds, fetches);
      return await results['y']?.getData() as Float32Array;
    },
  };
}

function productModel(rows: number, inner: number, columns: number): Uint8Array {
  const builder = new GraphBuilder();
  const matrix = (...shape: number[]) => ({ shape, dtype: 'float' } as const);
  const product = builder.node('MatMul', [builder.input('x', matrix(rows, inner)), builder.input('w', matrix(inner, columns))]);
  builder.output('y', product, matrix(rows, columns));
  return encodeStep(builder);
}
