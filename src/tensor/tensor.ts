import { ShapeError } from '../errors.ts';
import { methodsForOperators } from './callFunction.ts';
import type { DType } from './dtype.ts';
import type { BinaryOperation, ComparisonOperation, UnaryOperation } from './elementwise.ts';
import type { TensorType } from './graph.ts';
import type { Operation, OperationTable } from './operations.ts';
import type { Recorder } from './recorder.ts';
import { normalizeAxes, sizeOf } from './shape.ts';
import type { Shape } from './shape.ts';

/** A second operand: a tensor, or a number that becomes a constant. */
export type Operand = Tensor | number;

/** Tensors by name. */
export type Tensors = Readonly<Record<string, Tensor>>;

/**
 * A symbolic tensor: a shape, a dtype, and the node that will compute it. Its methods record operations and compute nothing.
 * Binary operations broadcast as in NumPy. A shape that does not fit throws a ShapeError at the call, and so does an operand NaN, which `x * 2` gives in place of `x.mul(2)`.
 */
export class Tensor implements TensorType {
  readonly recorder: Recorder;
  readonly id: number;
  readonly shape: Shape;
  readonly dtype: DType;

  constructor(recorder: Recorder, id: number, type: TensorType) {
    this.recorder = recorder;
    this.id = id;
    this.shape = type.shape;
    this.dtype = type.dtype;
  }

  get rank(): number { return this.shape.length; }
  get size(): number { return sizeOf(this.shape); }

  negate(): Tensor { return this.unary('negate'); }
  abs(): Tensor { return this.unary('abs'); }
  sign(): Tensor { return this.unary('sign'); }
  exp(): Tensor { return this.unary('exp'); }
  expm1(): Tensor { return this.unary('expm1'); }
  log(): Tensor { return this.unary('log'); }
  log1p(): Tensor { return this.unary('log1p'); }
  sqrt(): Tensor { return this.unary('sqrt'); }
  sin(): Tensor { return this.unary('sin'); }
  cos(): Tensor { return this.unary('cos'); }
  floor(): Tensor { return this.unary('floor'); }
  tanh(): Tensor { return this.unary('tanh'); }
  relu(): Tensor { return this.unary('relu'); }
  sigmoid(): Tensor { return this.unary('sigmoid'); }
  softplus(): Tensor { return this.unary('softplus'); }
  erf(): Tensor { return this.unary('erf'); }
  logicalNot(): Tensor { return this.unary('logicalNot'); }
  detach(): Tensor { return this.unary('detach'); }
  square(): Tensor { return this.mul(this); }

  add(other: Operand): Tensor { return this.binary('add', other); }
  sub(other: Operand): Tensor { return this.binary('subtract', other); }
  mul(other: Operand): Tensor { return this.binary('multiply', other); }
  div(other: Operand): Tensor { return this.binary('divide', other); }
  pow(other: Operand): Tensor { return this.binary('power', other); }
  maximum(other: Operand): Tensor { return this.binary('maximum', other); }
  minimum(other: Operand): Tensor { return this.binary('minimum', other); }
  less(other: Operand): Tensor { return this.binary('less', other); }
  lessEqual(other: Operand): Tensor { return this.binary('lessEqual', other); }
  greater(other: Operand): Tensor { return this.operand(other).less(this); }
  greaterEqual(other: Operand): Tensor { return this.operand(other).lessEqual(this); }
  equal(other: Operand): Tensor { return this.binary('equal', other); }
  logicalAnd(other: Tensor): Tensor { return this.binary('logicalAnd', other); }
  logicalOr(other: Tensor): Tensor { return this.binary('logicalOr', other); }
  /** Of a bool tensor: `a` where it holds, else `b`. */
  select(a: Operand, b: Operand): Tensor {
    return record('select', [this, this.operand(a, 'float'), this.operand(b, 'float')], {});
  }
  cast(dtype: DType): Tensor { return dtype === this.dtype ? this : record('cast', [this], { dtype }); }

  /** this · other over the last two axes; transposes recorded before it are folded into the product. */
  matMul(other: Tensor): Tensor {
    return record('matMul', [this, other], { transposeLeft: false, transposeRight: false });
  }
  /** The last two axes swapped. */
  get T(): Tensor {
    const axes = this.shape.map((_, axis) => axis);
    return this.transpose([...axes.slice(0, -2), this.rank - 1, this.rank - 2]);
  }
  transpose(permutation: readonly number[]): Tensor { return record('transpose', [this], { permutation }); }

  /** The sum over `axes` (all of them if none is given); `keepDims` leaves each with extent 1. */
  sum(axes?: number | readonly number[], keepDims = false): Tensor { return this.reduce('sum', axes, keepDims); }
  max(axes?: number | readonly number[], keepDims = false): Tensor { return this.reduce('max', axes, keepDims); }
  mean(axes?: number | readonly number[], keepDims = false): Tensor {
    const total = this.sum(axes, keepDims);
    return total.mul(total.size / this.size);
  }
  argMax(axis = -1): Tensor { return record('argMax', [this], { axis: axis < 0 ? axis + this.rank : axis }); }

  reshape(shape: Shape): Tensor { return record('reshape', [this], { shape }); }
  broadcastTo(shape: Shape): Tensor { return record('broadcastTo', [this], { shape }); }
  /** A new axis of extent 1 before `axis`; negative counts from the end of the result. */
  expandDims(axis: number): Tensor {
    const at = axis < 0 ? axis + this.rank + 1 : axis;
    return this.reshape([...this.shape.slice(0, at), 1, ...this.shape.slice(at)]);
  }
  slice(begin: readonly number[], size: readonly number[]): Tensor { return record('slice', [this], { begin, size }); }
  pad(before: readonly number[], after: readonly number[]): Tensor { return record('pad', [this], { before, after }); }
  concat(others: readonly Tensor[], axis: number): Tensor {
    return record('concat', [this, ...others], { axis: axis < 0 ? axis + this.rank : axis });
  }
  gather(indices: Tensor): Tensor { return record('gather', [this, indices], {}); }

  /** A constant in the same recording: a number, or values with a shape. */
  constant(values: number | readonly number[], shape: Shape = [], dtype: DType = 'float'): Tensor {
    const list = typeof values === 'number' ? Array.from({ length: sizeOf(shape) }, () => values) : values;
    return this.recorder.record('constant', [], { values: list, shape, dtype });
  }

  private operand(value: Operand, dtype: DType = this.dtype): Tensor {
    if (Number.isNaN(value)) throw new ShapeError('an operand is NaN', { got: 'NaN', expected: 'a tensor or a number', next: `${methodsForOperators}; where a NaN is meant, take constant(NaN)` });
    return typeof value === 'number' ? this.constant(value, [], dtype) : value;
  }
  private unary(op: UnaryOperation | 'logicalNot' | 'detach'): Tensor { return record(op, [this], {}); }
  private binary(op: BinaryOperation | ComparisonOperation | 'logicalAnd' | 'logicalOr', other: Operand): Tensor { return record(op, [this, this.operand(other)], {}); }
  private reduce(op: 'sum' | 'max', axes: number | readonly number[] | undefined, keepDims: boolean): Tensor {
    const all = this.shape.map((_, axis) => axis);
    const wanted = axes === undefined ? all : typeof axes === 'number' ? [axes] : axes;
    const result = record(op, [this], { axes: normalizeAxes(wanted, this.rank) ?? wanted });
    const kept = new Set(normalizeAxes(wanted, this.rank));
    return keepDims ? result.reshape(this.shape.map((extent, axis) => (kept.has(axis) ? 1 : extent))) : result;
  }
}

/** Records an operation with the deepest of its operands' recorders. Throws a ShapeError where an operand is none: code without types can hand over anything. */
export function record<K extends Operation>(op: K, inputs: readonly Tensor[], attributes: OperationTable[K]): Tensor {
  const wrong = inputs.findIndex(input => !(input instanceof Tensor));
  if (wrong >= 0) throw new ShapeError(`${op} of something that is no tensor`, { got: typeof inputs[wrong], expected: 'a tensor; as a second operand of arithmetic and comparisons also a number', next: methodsForOperators });
  const recorders = inputs.map(input => input.recorder);
  const deepest = recorders.reduce((best, recorder) => (recorder.depth > best.depth ? recorder : best));
  return deepest.record(op, inputs, attributes);
}
