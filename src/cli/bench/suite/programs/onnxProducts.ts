import type { OnnxDevice } from '../../../../backends/onnx/options.ts';
import { onnxProduct } from '../../../../benchmark/onnxProduct.ts';
import { Refused } from '../../../../benchmark/protocol.ts';
import type { CreateWorkload } from '../protocol.ts';
import { meanMagnitude } from './meanMagnitude.ts';

/** One product of two matrices by ONNX Runtime: a bound for the `onnx` backend. */
export const create: CreateWorkload = async ({ row: { sizes, batch }, threads, options }, { layers: [layer], batches: [first] }) => {
  if (sizes.length !== 2 || layer === undefined || first === undefined) throw new Refused('it does a single product');
  const { inputs: inner, units: columns, kernel: right } = layer;
  const { runtime, run } = await onnxProduct(options['device'] as OnnxDevice, threads, { rows: batch, inner, columns, left: first.inputs, right });
  return { threads: runtime.threads ?? threads, versions: { onnxruntime: runtime.version }, run: async count => meanMagnitude(await run(count)) };
};
