import { typescriptBackend } from '../../../src/backends/typescript/typescriptBackend.ts';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import type { DType, HostArray, Precision } from '../../../src/tensor/dtype.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import { sizeOf, stridesOf } from '../../../src/tensor/shape.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';

export interface Values {
  readonly shape: Shape;
  readonly values: ArrayLike<number>;
  readonly dtype?: DType;
}

/** The values of a function of symbolic tensors, computed by the backend from feeds. */
export function evaluate(precision: Precision, inputs: readonly Values[], f: (...tensors: Tensor[]) => Tensor): number[] {
  const recorder = new GraphRecorder();
  const tensors = inputs.map(({ shape, dtype = 'float' }, i) => recorder.input({ from: 'feed', name: String(i) }, { shape, dtype }));
  const session = typescriptBackend({ precision }).open([]);
  const executable = session.compile(recorder.graph({ y: f(...tensors) }));
  inputs.forEach(({ values }, i) => executable.frame.feeds[String(i)]?.set(values));
  void executable.run(2, () => undefined, () => undefined);
  return [...outputOf(executable.outputs, 'y')];
}

export function outputOf(outputs: Readonly<Record<string, HostArray>>, name: string): HostArray {
  const values = outputs[name];
  if (values === undefined) throw new Error(`no output ${name}`);
  return values;
}

/** The indices of every element of a shape, in row-major order. */
export function indicesOf(shape: Shape): readonly (readonly number[])[] {
  const strides = stridesOf(shape);
  return Array.from({ length: sizeOf(shape) }, (_, at) => shape.map((extent, axis) => Math.floor(at / (strides[axis] ?? 1)) % extent));
}

/** The element of an array at these indices; an axis of extent 1 takes any index, leading axes may be missing (broadcasting). */
export function elementAt({ shape, values }: Values, indices: readonly number[]): number {
  const strides = stridesOf(shape);
  const own = indices.slice(indices.length - shape.length);
  return values[own.reduce((at, index, axis) => at + (shape[axis] === 1 ? 0 : index * (strides[axis] ?? 0)), 0)] ?? Number.NaN;
}

/** The value rounded to a precision. */
export function rounded(value: number, precision: Precision): number {
  return precision === 'float32' ? Math.fround(value) : value;
}
