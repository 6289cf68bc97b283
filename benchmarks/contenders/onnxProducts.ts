import { GraphBuilder } from '../../src/backends/onnx/graphBuilder.ts';
import { loadRuntime } from '../../src/backends/onnx/loadRuntime.ts';
import { encodeStep } from '../../src/backends/onnx/onnxModel.ts';
import type { OnnxDevice } from '../../src/backends/onnx/options.ts';
import { Refused } from '../protocol.ts';
import type { CreateWorkload } from '../protocol.ts';
import { meanMagnitude } from './meanMagnitude.ts';

/** One product of two matrices by ONNX Runtime's MatMul, its operands and result in tensors that stay: a bound for the `onnx` backend. */
export const create: CreateWorkload = async ({ row: { sizes, batch }, threads, options }, { layers: [layer], batches: [first] }) => {
  if (sizes.length !== 2 || layer === undefined || first === undefined) throw new Refused('it does a single product');
  const runtime = await loadRuntime(options['device'] as OnnxDevice, threads);
  const program = await runtime.load(productModel(batch, layer.inputs, layer.units), []);
  const tensor = (values: Float32Array, shape: readonly number[]) => runtime.tensor(values, { shape, dtype: 'float' }, 'linked');
  const feeds = { x: tensor(first.inputs, [batch, layer.inputs]), w: tensor(layer.kernel, [layer.inputs, layer.units]) };
  const y = new Float32Array(batch * layer.units);
  const fetches = { y: runtime.fillsTensors ? tensor(y, [batch, layer.units]) : null };
  return {
    threads: runtime.threads ?? threads, versions: { onnxruntime: runtime.version },
    async run(count) {
      let results = await program.run(feeds, fetches);
      for (let step = 1; step < count; step++) results = await program.run(feeds, fetches);
      return meanMagnitude(await results['y']?.getData() as Float32Array);
    },
  };
};

function productModel(rows: number, inner: number, columns: number): Uint8Array {
  const builder = new GraphBuilder();
  const matrix = (...shape: number[]) => ({ shape, dtype: 'float' } as const);
  const product = builder.node('MatMul', [builder.input('x', matrix(rows, inner)), builder.input('w', matrix(inner, columns))]);
  builder.output('y', product, matrix(rows, columns));
  return encodeStep(builder);
}
