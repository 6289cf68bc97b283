import { RandomStream } from '../random/randomStream.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { ColumnType } from '../model/recordTraining.ts';

/** A tensor that a test feeds: its type without the batch axis, and how its values are drawn. */
export interface TestColumn {
  readonly shape: Shape;
  /** float if left out. */
  readonly dtype?: 'float' | 'int32';
  /** A value for element `index` of the whole batch; a normal number if left out, for int32 0 or 1. */
  readonly value?: (random: RandomStream, index: number) => number;
}

/** What a contract takes for a column: it, or its shape alone. */
export type ColumnInput = TestColumn | Shape;

/** The column that a shape stands for. */
export function columnOf(input: ColumnInput): TestColumn {
  return 'shape' in input ? input : { shape: input };
}

/** The type that the data of a column have in a run. */
export function typeOf({ shape, dtype = 'float' }: TestColumn): ColumnType {
  return { shape, dtype };
}

/** Values of a column for a batch, each exact in float32, so that every backend starts from the same numbers. */
export function drawColumn({ shape, dtype, value }: TestColumn, batchSize: number, random: RandomStream): Float64Array {
  const draw = value ?? (dtype === 'int32' ? () => random.below(2) : () => random.normal());
  return Float64Array.from({ length: batchSize * sizeOf(shape) }, (_, index) => Math.fround(draw(random, index)));
}
