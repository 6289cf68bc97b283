import { z } from 'zod';
import { defineDataSource } from '../components/definition.ts';
import { layoutOf, readLayout } from './csvLayout.ts';
import { readCsvTable } from './csvTable.ts';
import type { LoadContext } from './dataset.ts';
import { partsOf } from './datasetOf.ts';
import { readBytes } from './readBytes.ts';

/** A column's name, or its number from 1 in a file without a header. */
const column = z.union([z.string(), z.int().positive()]).transform(String);
const categories = z.array(z.union([z.string(), z.number()]).transform(String)).min(1);

const target = z.union([
  column.transform(name => ({ columns: [name], as: 'number' as const })),
  z.array(column).min(1).transform(columns => ({ columns, as: 'number' as const })),
  z.strictObject({ column, as: z.enum(['index', 'class', 'oneHot']), categories: categories.optional() }),
]);

const oneHot = z.union([
  z.array(column).transform(names => Object.fromEntries(names.map(name => [name, undefined]))),
  z.record(z.string(), categories),
]);

/**
 * Tables in CSV files, plain or gzip. All columns but those of the target and the ignored ones are inputs, in the file's order: numbers, or one-hot
 * for the columns under `oneHot`. Categories that are not given are learned from the training file and sorted.
 *
 * Shapes: input [features]; target [columns] for numbers, [] int32 for `as: class` and `as: index`, [categories] for `as: oneHot`.
 * Throws a DataError for a missing file or column, a ragged row, a cell that is not a number, and an unknown category.
 */
export const csv = defineDataSource({
  name: 'csv',
  summary: 'tables in CSV files: numeric, one-hot and target columns',
  options: () => z.strictObject({
    file: z.string(),
    test: z.string().optional(),
    target: target.optional(),
    oneHot: oneHot.prefault([]),
    ignore: z.array(column).default([]),
    header: z.boolean().default(true),
    delimiter: z.string().length(1).default(','),
    skipLines: z.int().nonnegative().default(0),
  }),
  shorthand: 'file',
  create({ file, test, header, delimiter, skipLines, ...columns }) {
    const read = async (name: string, context: LoadContext) => readCsvTable(await readBytes(name, context), { header, delimiter, skipLines });
    return {
      async load(context) {
        const table = await read(file, context);
        const layout = layoutOf(table, { ...columns, target: columns.target });
        return partsOf(readLayout(table, layout), test === undefined ? undefined : readLayout(await read(test, context), layout));
      },
      async loadInputs(name, context) {
        const layout = layoutOf(await read(file, context), { ...columns, target: columns.target });
        return readLayout(await read(name, context), { inputs: layout.inputs, target: undefined });
      },
    };
  },
});
