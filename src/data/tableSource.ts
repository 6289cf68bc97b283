import * as z from 'zod/mini';
import { heldOutPart } from '../components/heldOutPart.ts';
import { withDefault } from '../components/withDefault.ts';
import { DataError, located } from '../errors.ts';
import { codeOf } from '../platform/files.ts';
import type { CsvColumns } from './csvColumns.ts';
import { layoutOf, readLayout } from './csvLayout.ts';
import type { CsvTable } from './csvTable.ts';
import type { DataParts, Dataset, DataSource, LoadContext } from './dataset.ts';
import { partsOf } from './datasetOf.ts';
import { readBytes } from './readBytes.ts';
import type { SourceFile } from './readBytes.ts';
import { split } from './split.ts';
import type { SplitOptions } from './split.ts';

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
  /** The file with the test samples; or the part of the training file that is held out as the test part, as `validation` is: `{ size: 500, rows: last }` for time series. */
  test: z.optional(z.union([z.string(), heldOutPart])),
  /** Where the files are to be had, and under which licence: told where one is missing. */
  origin: z.optional(z.string()),
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
  readonly test?: string | SplitOptions | undefined;
  readonly origin?: string | undefined;
}

/** How a source makes tables of its files. */
export interface TableReader {
  read(file: SourceFile): CsvTable;
  /** The columns of the training file; those of the config. */
  columns(table: CsvTable): CsvColumns;
}

/** A source of tables: the training file settles how columns become tensors, for the test file and for predictions too. */
export function tableSource({ file, test, origin }: TableFiles, { read, columns }: TableReader): DataSource {
  const tableOf = async (name: string, context: LoadContext) => read(await readBytes(name, context));
  const ownTable = (name: string, context: LoadContext) => tableOf(name, context).catch((error: unknown) => { throw withOrigin(error, origin); });
  return {
    async load(context) {
      const table = await ownTable(file, context);
      const layout = layoutOf(table, columns(table));
      const whole = readLayout(table, layout);
      if (typeof test === 'string') return partsOf(whole, readLayout(await ownTable(test, context), layout));
      return test === undefined || test.size === 0 ? { train: whole } : testHeldOut(whole, test, context);
    },
    async loadInputs(name, context) {
      const table = await ownTable(file, context);
      const { inputs } = layoutOf(table, columns(table));
      return readLayout(await tableOf(name, context), { inputs });
    },
  };
}

function testHeldOut(whole: Dataset, test: SplitOptions, { seed = 0 }: LoadContext): DataParts {
  try {
    const { kept, held } = split(whole, test, seed);
    return { train: kept, test: held };
  } catch (error) {
    throw located(error, 'data.test', ': ');
  }
}

/** The error of a missing file, with where to get it. */
function withOrigin(error: unknown, origin: string | undefined): unknown {
  if (origin === undefined || !(error instanceof DataError) || codeOf(error.cause) !== 'ENOENT') return error;
  return error.withDetails({ next: `get it from ${origin}; or ${error.details.next ?? 'correct the path'}` });
}
