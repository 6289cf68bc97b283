import * as z from 'zod/mini';
import { partSize } from '../../components/partSize.ts';
import { withDefault } from '../../components/withDefault.ts';
import { inNode, nodeModule } from '../../platform/node.ts';
import { classColumn } from '../classTarget.ts';
import type { ClassTargetForm } from '../classTarget.ts';
import { encodeClasses, encodeFields } from '../csvCells.ts';
import { readCsvTable } from '../csvTable.ts';
import type { CsvFormat } from '../csvTable.ts';
import type { Column, Dataset, DataSource } from '../dataset.ts';
import { datasetOf } from '../datasetOf.ts';
import { readBytes } from '../readBytes.ts';
import { split } from '../split.ts';

/** The options of every built-in set. */
export const builtInOptions = {
  /** The part held out as the test part, each class with its share: below 1 a fraction, from 1 on the number of samples, 0 for none. */
  test: withDefault(partSize, 0.2),
  /** Keys which samples are held out; that of the run where it is left out. */
  seed: z.optional(z.int().check(z.nonnegative())),
};

interface BuiltInOptions {
  readonly test: number;
  readonly seed?: number | undefined;
  readonly target: ClassTargetForm;
}

/** A table that comes with the package: features, then the number of the class. */
export interface BuiltInTable {
  /** The name of its file in the package's folder `data`. */
  readonly file: string;
  /** Lines before the table that are no part of it. */
  readonly skipLines: number;
  readonly categories: readonly string[];
  /** What a sample looks like, and by what its stored numbers are multiplied; a row of features as they are where it is left out. */
  readonly layout?: Pick<Column, 'shape' | 'scale'>;
}

/** A source that reads a table of the package, and holds out its test part. */
export function builtInSource(table: BuiltInTable, { test, seed, target }: BuiltInOptions): DataSource {
  return {
    async load(context) {
      const all = await readTable(table, target);
      if (test === 0) return { train: all };
      const { kept, held } = split(all, { size: test, rows: 'stratified' }, seed ?? context.seed ?? 0);
      return { train: kept, test: held };
    },
  };
}

async function readTable({ file, skipLines, categories, layout }: BuiltInTable, form: ClassTargetForm): Promise<Dataset> {
  const format: CsvFormat = { header: false, delimiter: ',', skipLines };
  const table = readCsvTable(await readBytes(pathOf(file), { folder: '.' }), format);
  const features = table.names.slice(0, -1).map(name => ({ name }));
  const labels = encodeClasses(table, { name: table.names.at(-1) ?? '' });
  const origin = { source: table.source, lines: table.lines };
  const input: Column = { name: 'input', shape: [features.length], dtype: 'float', values: encodeFields(table, features), ...layout, ...origin };
  return datasetOf([input], [{ ...classColumn([...labels], { count: categories.length, form, source: table.source, categories }), lines: table.lines }]);
}

/** The data lie beside the folders of sources and of compiled modules, so that one relative path leads to them from both. */
function pathOf(file: string): string {
  const address = new URL(`../../../data/${file}`, import.meta.url);
  return inNode() ? nodeModule('node:url').fileURLToPath(address) : address.href;
}
