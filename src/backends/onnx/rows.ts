import { sizeOf } from '../../tensor/shape.ts';
import { castTo } from './casts.ts';
import type { GraphBuilder } from './graphBuilder.ts';
import { operandAt } from './lowering.ts';
import type { Lowering, Value } from './lowering.ts';
import { expand, reshape } from './structural.ts';

/** ONNX counts a negative index from the end and refuses one outside the table: here both give NaN, as on every backend. */
export const lowerGather: Lowering<'gather'> = (builder, { dtype, shape }, operands) => {
  const [table, indices] = [operandAt(operands, 0), operandAt(operands, 1)];
  const inside = isInside(builder, indices, table.shape[0] ?? 0);
  const rows = builder.node('Gather', [table.name, inRange(builder, indices, inside)]);
  if (dtype !== 'float') return rows;
  const column = [...indices.shape, ...shape.slice(indices.shape.length).map(() => 1)];
  return builder.node('Where', [reshape(builder, inside, column), rows, builder.scalar(Number.NaN)]);
};

/** Rows outside are left out. ScatterND would add repeated rows from several threads at once, and lose some. */
export const lowerScatterAdd: Lowering<'scatterAdd'> = (builder, { dtype, shape, attributes: { rows } }, operands) => {
  const [indices, updates] = [operandAt(operands, 0), operandAt(operands, 1)];
  const [count, width] = [sizeOf(indices.shape), sizeOf(shape.slice(1))];
  const inside = isInside(builder, indices, rows);
  const target = expand(builder, reshape(builder, inRange(builder, indices, inside), [count, 1]), [count, width]);
  const added = builder.node('Where', [reshape(builder, inside, [count, 1]), reshape(builder, updates.name, [count, width]), builder.scalar(0, dtype)]);
  const zeros = expand(builder, builder.scalar(0, dtype), [rows, width]);
  return reshape(builder, builder.node('ScatterElements', [zeros, target, added], { axis: { i: 0 }, reduction: { s: 'add' } }), shape);
};

function isInside(builder: GraphBuilder, { name }: Value, rows: number): string {
  const fromZero = builder.node('LessOrEqual', [builder.scalar(0, 'int32'), name]);
  return builder.node('And', [fromZero, builder.node('Less', [name, builder.scalar(rows, 'int32')])]);
}

function inRange(builder: GraphBuilder, { name }: Value, inside: string): string {
  return castTo(builder, builder.node('Where', [inside, name, builder.scalar(0, 'int32')]), 'int64');
}
