import * as z from 'zod/mini';
import { defineDataSource } from '../components/definition.ts';
import { targetColumns } from './csvColumns.ts';
import { pathsBelow, readJsonTable } from './jsonTable.ts';
import { tableOptions, tableSource } from './tableSource.ts';

/**
 * Files of one JSON object a line, plain or gzip. Columns are key paths: `size`, `address.city`, `pixels[3]`; `pixels` alone is all of its elements. They are used as those of
 * `csv` are: all but the target, the weights and the ignored ones are inputs, or those alone that `inputs` names, in the order of the first line; numbers, or one-hot for the
 * columns under `oneHot`. true and false count as 1 and 0.
 *
 *     { use: jsonLines, file: flats.jsonl, inputs: [rooms, address.city], oneHot: [address.city], target: rent }
 *
 * Shapes: input [features]; target [columns] for numbers, [] int32 for `as: class` and `as: index`, [categories] for `as: oneHot`.
 * Throws a DataError with file and line for a line that is no JSON object, for other keys than those of the first line, for a value that is not a number, for an
 * unknown category or an empty label, and for a key that is named for two purposes.
 */
export const jsonLinesData = defineDataSource({
  name: 'jsonLines',
  summary: 'files of one JSON object a line: numeric, one-hot and target keys',
  options: () => z.strictObject({ ...tableOptions, inputs: z.optional(z.array(z.string()).check(z.minLength(1))) }),
  shorthand: 'file',
  create({ file, test, origin, inputs, target, weights, oneHot, ignore }) {
    const wanted = inputs && [...inputs, ...targetColumns(target), ...ignore, ...(weights === undefined ? [] : [weights])];
    return tableSource({ file, test, origin }, {
      read: bytes => readJsonTable(bytes, wanted, inputs),
      columns: ({ names }) => ({
        target: target?.as === 'number' ? { ...target, columns: pathsBelow(target.columns, names) } : target,
        /** The key paths of the inputs; all that have no other purpose if left out. */
        inputs: inputs?.map(path => ({ name: path, columns: pathsBelow([path], names) })),
        weights, oneHot, ignore: pathsBelow(ignore, names),
      }),
    });
  },
});
