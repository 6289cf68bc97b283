import { ShapeError } from '../errors.ts';
import { inferElementwise } from './inferElementwise.ts';
import { inferConvolution, inferKernelGradient, inferPooling } from './inferImage.ts';
import { inferScan } from './inferScan.ts';
import type { TensorType } from './graph.ts';
import type { Operation, OperationTable } from './operations.ts';
import { broadcastShapes, formatShape, normalizeAxes, sameShape, sizeOf } from './shape.ts';
import type { Shape } from './shape.ts';

type Inference<K extends Operation> = (inputs: readonly TensorType[], attributes: OperationTable[K]) => TensorType;

/** int32 values come from the data, or from a cast of the layer's own. */
const castToFloat = "cast it: x.cast('float'); or leave dtype int32 out of the data";

/** The shape and dtype that each operation gives, or a ShapeError that says what did not meet. */
const inferences: { readonly [K in Operation]: Inference<K> } = {
  ...inferElementwise,
  input: (_, { shape, dtype }) => ({ shape: extents('input', shape), dtype }),
  constant: (_, { values, shape, dtype }) => {
    if (values.length !== sizeOf(shape)) refuse('constant', `${values.length} values`, `${sizeOf(shape)} for shape ${formatShape(shape)}`);
    if (dtype === 'int32') requireWhole(values);
    return { shape: extents('constant', shape), dtype };
  },
  detach: inputs => at(inputs, 0),
  cast: (inputs, { dtype }) => ({ shape: at(inputs, 0).shape, dtype }),
  matMul: (inputs, attributes) => inferMatMul(at(inputs, 0), at(inputs, 1), attributes),
  matMulAdd: (inputs, attributes) => inferMatMulAdd(inputs, attributes),
  sum: (inputs, { axes }) => ({ shape: without(at(inputs, 0).shape, axes, 'sum'), dtype: numeric(at(inputs, 0), 'sum').dtype }),
  max: (inputs, { axes }) => ({ shape: without(at(inputs, 0).shape, axes, 'max'), dtype: numeric(at(inputs, 0), 'max').dtype }),
  argMax: (inputs, { axis }) => ({ shape: without(at(inputs, 0).shape, [axis], 'argMax'), dtype: 'int32' }),
  reshape: (inputs, { shape }) => {
    const x = at(inputs, 0);
    if (sizeOf(x.shape) !== sizeOf(shape)) refuse('reshape', `${formatShape(x.shape)} to ${formatShape(shape)}`, 'the same number of elements');
    return { shape: extents('reshape', shape), dtype: x.dtype };
  },
  transpose: (inputs, { permutation }) => {
    const x = at(inputs, 0);
    const each = permutation.length === x.shape.length && permutation.every(axis => axis >= 0);
    if (!each || normalizeAxes(permutation, x.shape.length)?.length !== x.shape.length) {
      refuse('transpose', `permutation ${formatShape(permutation)} of ${formatShape(x.shape)}`, 'each axis once');
    }
    return { shape: permutation.map(axis => extent(x.shape, axis)), dtype: x.dtype };
  },
  broadcastTo: (inputs, { shape }) => {
    const x = at(inputs, 0);
    const reached = broadcastShapes(x.shape, shape);
    if (reached === undefined || !sameShape(reached, shape)) {
      refuse('broadcastTo', `${formatShape(x.shape)} to ${formatShape(shape)}`, 'extents that agree or are 1, aligned at the last axis');
    }
    return { shape: extents('broadcastTo', shape), dtype: x.dtype };
  },
  slice: (inputs, { begin, size }) => {
    const x = at(inputs, 0);
    extents('slice', [...begin, ...size]);
    const inside = begin.length === x.shape.length && size.length === x.shape.length
      && begin.every((first, axis) => first + extent(size, axis) <= extent(x.shape, axis));
    if (!inside) refuse('slice', `begin ${formatShape(begin)}, size ${formatShape(size)} of ${formatShape(x.shape)}`, 'a range inside the shape');
    return { shape: size, dtype: x.dtype };
  },
  concat: (inputs, { axis }) => inferConcat(inputs, axis),
  pad: (inputs, { before, after }) => {
    const x = at(inputs, 0);
    if (before.length !== x.shape.length || after.length !== x.shape.length) refuse('pad', `${before.length} and ${after.length} extents`, `${x.shape.length}`);
    extents('pad', [...before, ...after]);
    return { shape: x.shape.map((own, axis) => own + extent(before, axis) + extent(after, axis)), dtype: x.dtype };
  },
  gather: inputs => {
    const [table, indices] = [at(inputs, 0), integer(at(inputs, 1), 'gather')];
    return { shape: [...indices.shape, ...table.shape.slice(1)], dtype: table.dtype };
  },
  scatterAdd: (inputs, { rows }) => {
    const [indices, updates] = [integer(at(inputs, 0), 'scatterAdd'), at(inputs, 1)];
    return { shape: [rows, ...updates.shape.slice(indices.shape.length)], dtype: updates.dtype };
  },
  convolution: (inputs, attributes) => inferConvolution(at(inputs, 0), at(inputs, 1), attributes),
  convolutionImageGradient: (inputs, { imageShape }) => ({ shape: imageShape, dtype: at(inputs, 0).dtype }),
  convolutionKernelGradient: (inputs, { kernelShape }) => inferKernelGradient(at(inputs, 0), kernelShape),
  maxPool: (inputs, attributes) => inferPooling(at(inputs, 0), attributes),
  maxPoolGradient: inputs => at(inputs, 0),
  averagePool: (inputs, attributes) => inferPooling(at(inputs, 0), attributes),
  averagePoolGradient: (inputs, { imageShape }) => ({ shape: imageShape, dtype: at(inputs, 0).dtype }),
  scan: inferScan,
  gradient: inputs => {
    if (at(inputs, 0).shape.length !== 0) refuse('gradient', `a y of shape ${formatShape(at(inputs, 0).shape)}`, 'a scalar');
    return at(inputs, 1);
  },
  surrogate: (_, { forward }) => at(forward.nodes, forward.outputs['y'] ?? -1),
};

/** The type of the value that `op` gives for operands of these types; throws a ShapeError where they do not fit. */
export function inferType<K extends Operation>(op: K, inputs: readonly TensorType[], attributes: OperationTable[K]): TensorType {
  return inferences[op](inputs, attributes);
}

function inferMatMul(left: TensorType, right: TensorType, { transposeLeft, transposeRight }: OperationTable['matMul']): TensorType {
  const shapes = `${formatShape(left.shape)} · ${formatShape(right.shape)}`;
  const rank = left.shape.length;
  const batch = left.shape.slice(0, -2);
  if (left.dtype !== 'float' || right.dtype !== 'float') refuseDtype('matrix product', `${left.dtype} and ${right.dtype}`, 'float and float', castToFloat);
  if (rank < 2 || right.shape.length !== rank || !sameShape(batch, right.shape.slice(0, -2))) {
    refuse('matrix product', shapes, 'the same rank of at least 2, with equal batch axes');
  }
  const [rows, inner] = transposeLeft ? [rank - 1, rank - 2] : [rank - 2, rank - 1];
  const [innerRight, columns] = transposeRight ? [rank - 1, rank - 2] : [rank - 2, rank - 1];
  if (left.shape[inner] !== right.shape[innerRight]) {
    refuse('matrix product', shapes, `inner extents that agree, not ${left.shape[inner]} and ${right.shape[innerRight]}`);
  }
  return { shape: [...batch, extent(left.shape, rows), extent(right.shape, columns)], dtype: 'float' };
}

function inferMatMulAdd(inputs: readonly TensorType[], attributes: OperationTable['matMulAdd']): TensorType {
  const product = inferMatMul(at(inputs, 0), at(inputs, 1), attributes);
  const addend = at(inputs, 2);
  if (addend.dtype !== 'float') refuseDtype('addend to a matrix product', addend.dtype, 'float', castToFloat);
  if (!sameShape(addend.shape, product.shape)) {
    refuse('addend to a matrix product', `${formatShape(addend.shape)} to ${formatShape(product.shape)}`, 'the shape of the product: nothing is broadcast');
  }
  requireFactor(at(inputs, 3), 'α');
  requireFactor(at(inputs, 4), 'β');
  return product;
}

/** A factor of a scaled product is one float of shape []. */
function requireFactor({ shape, dtype }: TensorType, name: string): void {
  if (dtype !== 'float') refuseDtype(`factor ${name} of a matrix product`, dtype, 'float', castToFloat);
  if (shape.length > 0) refuse(`factor ${name} of a matrix product`, formatShape(shape), 'a scalar, shape []');
}

function inferConcat(inputs: readonly TensorType[], axis: number): TensorType {
  const first = at(inputs, 0);
  if (inputs.some(type => type.dtype !== first.dtype)) refuseDtype('concat', inputs.map(type => type.dtype).join(', '), 'one dtype', castToFloat);
  const fits = (type: TensorType) => type.shape.length === first.shape.length
    && type.shape.every((own, other) => other === axis || own === first.shape[other]);
  if (!inputs.every(fits) || !(axis >= 0 && axis < first.shape.length)) {
    refuse('concat', `${inputs.map(type => formatShape(type.shape)).join(', ')} along axis ${axis}`, 'shapes that agree on every other axis');
  }
  const total = inputs.reduce((sum, type) => sum + extent(type.shape, axis), 0);
  return { shape: first.shape.map((own, other) => (other === axis ? total : own)), dtype: first.dtype };
}

function without(shape: Shape, axes: readonly number[], op: string): Shape {
  const dropped = normalizeAxes(axes, shape.length);
  if (dropped === undefined) return refuse(op, `axes ${formatShape(axes)} of ${formatShape(shape)}`, `axes below ${shape.length}`);
  return shape.filter((_, axis) => !dropped.includes(axis));
}

function numeric(type: TensorType, op: string): TensorType {
  return type.dtype === 'bool' ? refuseDtype(op, 'bool', 'float or int32', 'cast it') : type;
}

function integer(type: TensorType, op: string): TensorType {
  return type.dtype === 'int32' ? type : refuseDtype(op, `indices of dtype ${type.dtype}`, 'int32', "cast them: indices.cast('int32')");
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new ShapeError(`operand ${index} is missing`, { got: `${list.length} operands` });
  return item;
}

function extent(shape: Shape, axis: number): number {
  return shape[axis] ?? 1;
}

/** The extents themselves, where each is a whole number from 0. */
function extents(op: string, shape: Shape): Shape {
  if (shape.every(own => Number.isInteger(own) && own >= 0)) return shape;
  throw new ShapeError(`${op} of extents that are not whole numbers from 0`, { got: formatShape(shape), expected: 'whole numbers from 0' });
}

function requireWhole(values: readonly number[]): void {
  const broken = values.find(value => !Number.isInteger(value));
  if (broken !== undefined) throw new ShapeError('an int32 constant that is not a whole number', { got: String(broken), expected: 'whole numbers', next: castToFloat });
}

function refuse(op: string, got: string, expected: string): never {
  throw new ShapeError(`${op} of shapes that do not meet`, { got, expected });
}

function refuseDtype(op: string, got: string, expected: string, next: string): never {
  throw new ShapeError(`${op} of dtypes that do not fit`, { got, expected, next });
}
