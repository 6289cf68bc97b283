import type { OperationTable } from '../../tensor/operations.ts';
import { sizeOf } from '../../tensor/shape.ts';
import type { Attributes, GraphBuilder } from './graphBuilder.ts';
import { operandAt } from './lowering.ts';
import type { Lowering, Value } from './lowering.ts';
import { transpose } from './structural.ts';

type Transposes = OperationTable['matMul'];

export const lowerMatMul: Lowering<'matMul'> = (builder, { attributes }, operands) => product(builder, operandAt(operands, 0), operandAt(operands, 1), attributes);

/** One Gemm, with α upon the smaller factor where it is not known beforehand; batches of matrices are multiplied, then added to. */
export const lowerMatMulAdd: Lowering<'matMulAdd'> = (builder, { attributes }, operands) => {
  const [left, right, addend, alpha, beta] = [0, 1, 2, 3, 4].map(position => operandAt(operands, position)) as [Value, Value, Value, Value, Value];
  const gemm = left.shape.length === 2;
  const inAttribute = gemm && alpha.constant !== undefined;
  const [a, b] = inAttribute || alpha.constant === 1 ? [left, right] : scaled(builder, left, right, alpha);
  const c = beta.constant === 1 || (gemm && beta.constant !== undefined) ? addend.name : builder.node('Mul', [addend.name, beta.name]);
  if (!gemm) return builder.node('Add', [product(builder, a, b, attributes), c]);
  return builder.node('Gemm', [a.name, b.name, c], {
    ...transposesOf(attributes), ...(inAttribute ? { alpha: { f: alpha.constant } } : {}), beta: { f: beta.constant ?? 1 },
  });
};

function scaled(builder: GraphBuilder, left: Value, right: Value, { name }: Value): readonly [Value, Value] {
  const times = (factor: Value): Value => ({ ...factor, name: builder.node('Mul', [factor.name, name]) });
  return sizeOf(left.shape) < sizeOf(right.shape) ? [times(left), right] : [left, times(right)];
}

/** Matrices with a transposed one are a Gemm; a MatMul takes batches, but no transposes. */
function product(builder: GraphBuilder, left: Value, right: Value, attributes: Transposes): string {
  const { transposeLeft, transposeRight } = attributes;
  if (left.shape.length === 2 && (transposeLeft || transposeRight)) return builder.node('Gemm', [left.name, right.name], transposesOf(attributes));
  return builder.node('MatMul', [oriented(builder, left, transposeLeft), oriented(builder, right, transposeRight)]);
}

function transposesOf({ transposeLeft, transposeRight }: Transposes): Attributes {
  return { transA: { i: Number(transposeLeft) }, transB: { i: Number(transposeRight) } };
}

function oriented(builder: GraphBuilder, { name, shape }: Value, transposed: boolean): string {
  const axes = shape.map((_, axis) => axis);
  const rank = shape.length;
  return transposed ? transpose(builder, name, [...axes.slice(0, -2), rank - 1, rank - 2]) : name;
}
