import type { NodeOf } from '../../../tensor/graph.ts';
import type { Operation } from '../../../tensor/operations.ts';
import { sameShape } from '../../../tensor/shape.ts';
import type { Shape } from '../../../tensor/shape.ts';
import type { DType } from '../../../tensor/dtype.ts';
import type { Runtime, Value } from '../runtime.ts';
import type { ValuePool } from '../valuePool.ts';

/** Operations that the interpreter does itself. */
export type InterpretedOperation = 'input' | 'constant' | 'gradient' | 'surrogate' | 'scan';

/** Operations that are a function of their operands, made of tf.js's kernels. */
export type KernelOperation = Exclude<Operation, InterpretedOperation>;

/** What a kernel has beside its operands. */
export interface KernelContext extends Runtime {
  /** True for an operand that tf.js's tape follows to an x: what is computed of it must have the right derivative too. */
  follows(operand: Value): boolean;
  readonly pool: ValuePool;
  /** True where the device has a kernel of tf.js with this name. */
  has(kernel: string): boolean;
}

/** Computes one operation. It gives a new tensor, never an operand itself, so that each may be disposed by itself. */
export type Kernel<K extends KernelOperation> = (context: KernelContext, node: NodeOf<K>, ...operands: Value[]) => Value;

type Attributes = Parameters<ReturnType<Runtime['tf']['engine']>['runKernel']>[2];

/** Runs one of tf.js's kernels, without the checks of its public functions, which the graph has already passed. */
export function run({ tf }: KernelContext, kernel: string, operands: Record<string, Value>, attributes?: Attributes): Value {
  return tf.engine().runKernel<Value>(kernel, operands, attributes);
}

/** A new tensor of the same values, which the tape does not know: backpropagation ends there. */
export function cut({ tf }: KernelContext, { dataId, shape, dtype }: Value): Value {
  const engine = tf.engine();
  engine.backend.incRef(dataId);
  return engine.makeTensorFromTensorInfo({ dataId, shape, dtype });
}

/** An operand with the derivative to use for it: dy and y → its gradient, in a tensor of its own, since the tape disposes gradients as it sums them. */
export interface Differentiated {
  readonly operand: Value;
  gradient(dy: Value, y: Value): Value;
}

/** What `compute` gives, with derivatives of our own for those operands that the tape follows. */
export function withGradients(context: KernelContext, compute: () => Value, operands: readonly Differentiated[]): Value {
  const followed = operands.filter(({ operand }) => context.follows(operand));
  if (followed.length === 0) return compute();
  const custom = context.tf.customGrad(() => {
    const value = compute();
    return { value, gradFunc: dy => followed.map(({ gradient }) => gradient(dy, value)) };
  });
  return custom(...followed.map(({ operand }) => operand));
}

/**
 * x repeated to a shape, by adding zeros. tf.js's own broadcastTo is a Tile, whose derivative slices once a repetition, and which is 5 to 100 times as slow
 * on cpu and wasm.
 */
export function broadcast(context: KernelContext, x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  const zeros = context.pool.repeated(0, { shape, dtype: dtypeOf(x) });
  return x.dtype === 'bool' ? run(context, 'LogicalOr', { a: x, b: zeros }) : run(context, 'Add', { a: x, b: zeros });
}

export function cast(context: KernelContext, x: Value, dtype: 'float32' | 'int32'): Value {
  return run(context, 'Cast', { x }, { dtype });
}

function dtypeOf({ dtype }: Value): DType {
  return dtype === 'bool' || dtype === 'int32' ? dtype : 'float';
}
