import type { TensorType } from '../../tensor/graph.ts';
import { formatShape } from '../../tensor/shape.ts';
import { hostArray } from '../hostArray.ts';
import type { Float32HostArray } from '../hostArray.ts';
import { upload } from './hostValues.ts';
import type { Runtime, Value } from './runtime.ts';

/** Values that never change, made once and kept until they are disposed: constants of the graph, and repeated numbers that compositions of kernels need. */
export class ValuePool {
  private readonly runtime: Runtime;
  private readonly known = new Map<string, Value>();
  private readonly values: Value[] = [];
  /** Bytes held. */
  bytes = 0;

  constructor(runtime: Runtime) {
    this.runtime = runtime;
  }

  /** A tensor of one value, repeated. */
  repeated(value: number, type: TensorType): Value {
    return this.once(`${value}`, type, host => host.fill(value));
  }

  /** A float scalar. */
  scalar(value: number): Value {
    return this.repeated(value, { shape: [], dtype: 'float' });
  }

  /** A tensor of these values, row-major. */
  constant(type: TensorType, values: readonly number[]): Value {
    return this.make(type, host => host.set(values));
  }

  /** The tensor of a type that `fill` gives, made at the first call with this name. */
  once(name: string, type: TensorType, fill: (host: Float32HostArray) => void): Value {
    const key = `${name} ${type.dtype}${formatShape(type.shape)}`;
    const value = this.known.get(key) ?? this.make(type, fill);
    this.known.set(key, value);
    return value;
  }

  dispose(): void {
    for (const value of this.values) value.dispose();
    this.values.length = 0;
    this.known.clear();
  }

  private make(type: TensorType, fill: (host: Float32HostArray) => void): Value {
    const host = hostArray(type);
    fill(host);
    const value = this.runtime.tf.keep(upload(this.runtime, host, type));
    this.values.push(value);
    this.bytes += host.byteLength;
    return value;
  }
}
