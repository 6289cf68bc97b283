import Papa from 'papaparse';
import * as z from 'zod/mini';
import { defineDataSource } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { readCsvTable } from './csvTable.ts';
import { tableOptions, tableSource } from './tableSource.ts';

/**
 * Tables in CSV files, plain or gzip. All columns but those of the target and the ignored ones are inputs, in the file's order: numbers, or one-hot
 * for the columns under `oneHot`. Categories that are not given are learned from the training file and sorted; of one-hot inputs an empty cell is one too. The column under `weights` is no input: it holds a
 * number for each sample, which multiplies its loss in training, evaluation and metrics.
 *
 * Shapes: input [features]; target [columns] for numbers, [] int32 for `as: class` and `as: index`, [categories] for `as: oneHot`.
 * Throws a DataError for a missing file or column, a ragged row, a cell that is not a number, a negative weight, an unknown category, an empty label,
 * and a column that is named for two purposes.
 */
export const csv = defineDataSource({
  name: 'csv',
  summary: 'tables in CSV files: numeric, one-hot and target columns',
  options: () => z.strictObject({
    ...tableOptions,
    /** Whether the first line names the columns; they are numbered from 1 otherwise. */
    header: withDefault(z.boolean(), true),
    /** The character between two cells. */
    delimiter: withDefault(z.string().check(z.length(1), z.refine(text => !Papa.BAD_DELIMITERS.includes(text), 'a delimiter cannot be a quote or a line break')), ','),
    /** Lines before the table that are no part of it. */
    skipLines: withDefault(z.int().check(z.nonnegative()), 0),
  }),
  shorthand: 'file',
  create: ({ file, test, origin, header, delimiter, skipLines, ...columns }) => tableSource({ file, test, origin }, {
    read: bytes => readCsvTable(bytes, { header, delimiter, skipLines }),
    columns: () => columns,
  }),
});
