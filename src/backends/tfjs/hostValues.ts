import type { DType, HostArray } from '../../tensor/dtype.ts';
import type { TensorType } from '../../tensor/graph.ts';
import { hostArray } from '../hostArray.ts';
import type { Float32HostArray } from '../hostArray.ts';
import type { Runtime, Value } from './runtime.ts';

/** tf.js's names of the dtypes, with `float` bound to float32. */
export const dtypeNames = { float: 'float32', int32: 'int32', bool: 'bool' } as const satisfies Record<DType, string>;

/** A tensor of these values. Devices cpu and node may use the array itself for as long as the tensor lives; wasm copies it. */
export function upload({ tf }: Runtime, values: Float32HostArray, { shape, dtype }: TensorType): Value {
  return tf.engine().makeTensor(values, [...shape], dtypeNames[dtype]);
}

/** A tensor of a copy of these values. */
export function uploadCopy(runtime: Runtime, values: ArrayLike<number>, type: TensorType): Value {
  const copy = hostArray(type);
  copy.set(values);
  return upload(runtime, copy, type);
}

/** Copies a tensor's values into a host array: on device cpu the array that dataSync gives is the tensor's own. */
export function download(tensor: Value, target: HostArray): void {
  target.set(tensor.dataSync());
}
