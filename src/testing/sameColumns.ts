import type { Column, Dataset } from '../data/dataset.ts';
import { placeOf } from '../data/datasetOf.ts';
import { sizeOf } from '../tensor/shape.ts';

/** All columns of a data set, that of the weights too. */
export function columnsOf({ inputs, targets, weights }: Dataset): readonly Column[] {
  return [...inputs, ...targets, ...(weights === undefined ? [] : [weights])];
}

/** Throws for a column of int32 with a value that is none. */
export function requireWholeNumbers(column: Column): void {
  const { dtype, values, shape } = column;
  const broken = dtype === 'int32' ? values.findIndex(value => !Number.isInteger(value)) : -1;
  if (broken >= 0) throw new Error(`${placeOf(column, Math.floor(broken / sizeOf(shape)))}: ${values[broken]} is no whole number, and the column is int32`);
}

/** Throws where two data sets differ in a bit. */
export function expectSameColumns(part: string, first: Dataset, second: Dataset | undefined): void {
  const others = second === undefined ? [] : columnsOf(second);
  for (const [index, column] of columnsOf(first).entries()) {
    const other = others[index]?.values;
    if (other?.length !== column.values.length) throw new Error(`${part}: ${column.name} has ${column.values.length} numbers, and ${other?.length ?? 'none'} from the same seed`);
    const changed = column.values.findIndex((value, at) => !Object.is(value, other[at]));
    if (changed >= 0) throw new Error(`${part}: element ${changed} of ${column.name} is ${column.values[changed]}, and ${other[changed]} from the same seed`);
  }
}
