import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import type { CsvColumns } from './csvColumns.ts';
import { layoutOf, readLayout } from './csvLayout.ts';
import type { CsvTable } from './csvTable.ts';
import type { DataSource, LoadContext } from './dataset.ts';
import { partsOf } from './datasetOf.ts';
import { readBytes } from './readBytes.ts';
import type { SourceFile } from './readBytes.ts';

/** A column's name, or its number from 1 in a file without a header. */
const column = z.pipe(z.union([z.string(), z.int().check(z.positive())]), z.transform(String));
const categories = z.array(z.pipe(z.union([z.string(), z.number()]), z.transform(String))).check(z.minLength(1));

const target = z.union([
  z.pipe(column, z.transform(name => ({ columns: [name], as: 'number' as const }))),
  z.pipe(z.array(column).check(z.minLength(1)), z.transform(columns => ({ columns, as: 'number' as const }))),
  z.strictObject({
    /** The column of the classes. */
    column,
    /** What a class becomes: a number, or a row of 0 with one 1. */
    as: z.enum(['index', 'class', 'oneHot']),
    /** The classes in their order; sorted as the training file has them if left out. */
    categories: z.optional(categories),
  }),
]);

const oneHot = z.union([
  z.pipe(z.array(column), z.transform(names => Object.fromEntries(names.map(name => [name, undefined])))),
  z.record(z.string(), categories),
]);

/** The options of every source of tables: its files, and what their columns are. */
export const tableOptions = {
  /** The file with the training samples, relative to the config. */
  file: z.string(),
  /** The file with the test samples. */
  test: z.optional(z.string()),
  /** The column to predict, a list of such, or `{ column, as }` for classes. */
  target: z.optional(target),
  /** The column that holds the weight of each sample. */
  weights: z.optional(column),
  /** Columns of categories, which become a row of 0 and 1: a list, or with the categories of each. */
  oneHot: z.prefault(oneHot, []),
  /** Columns that are not used. */
  ignore: withDefault(z.array(column), []),
};

interface TableFiles {
  readonly file: string;
  readonly test?: string | undefined;
}

/** How a source makes tables of its files. */
export interface TableReader {
  read(file: SourceFile): CsvTable;
  /** The columns of the training file; those of the config. */
  columns(table: CsvTable): CsvColumns;
}

/** A source of tables: the training file settles how columns become tensors, for the test file and for predictions too. */
export function tableSource({ file, test }: TableFiles, { read, columns }: TableReader): DataSource {
  const tableOf = async (name: string, context: LoadContext) => read(await readBytes(name, context));
  return {
    async load(context) {
      const table = await tableOf(file, context);
      const layout = layoutOf(table, columns(table));
      return partsOf(readLayout(table, layout), test === undefined ? undefined : readLayout(await tableOf(test, context), layout));
    },
    async loadInputs(name, context) {
      const table = await tableOf(file, context);
      const { inputs } = layoutOf(table, columns(table));
      return readLayout(await tableOf(name, context), { inputs });
    },
  };
}
