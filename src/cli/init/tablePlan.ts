import { isRefusedKey } from '../../config/refusedKeys.ts';
import { learnCategories } from '../../data/csvCells.ts';
import type { CsvTable } from '../../data/csvTable.ts';
import { DataError } from '../../errors.ts';
import { isMissing } from './cells.ts';
import { judgeColumn, oftenMissing } from './judgeColumn.ts';
import type { ColumnUse } from './judgeColumn.ts';
import { cellsOf, requireTarget } from './target.ts';
import type { Task } from './target.ts';

/** What a model can learn from a table. */
export interface TablePlan {
  /** The rows that are used, all columns in them. */
  readonly table: CsvTable;
  readonly target: string;
  /** The classes of a classification. */
  readonly classes?: readonly string[] | undefined;
  readonly numbers: readonly string[];
  /** Columns of categories, with their categories. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
  /** Columns that are not used, with the reason. */
  readonly unused: Readonly<Record<string, string>>;
  /** How many rows are left out since a number is missing in them. */
  readonly incomplete: number;
}

/** With fewer there is nothing to hold out. */
const fewestRows = 10;
/** The share of the rows that must be without gaps. */
const fewestComplete = 0.8;

/** Tells what can be learned from. Throws a DataError where no column is left as an input, or too few rows are, and a ConfigError for a target that cannot be predicted. */
export function planTable(table: CsvTable, target: string, task: Task): TablePlan {
  const labelled = completeRows(table, [target]);
  const { numbers, categories, unused } = divideColumns(labelled, target);
  const complete = completeRows(labelled, numbers);
  requireSomething(complete, [...numbers, ...categories], unused);
  requireTarget(target, cellsOf(complete, target), task);
  return {
    table: complete, target, numbers, unused, incomplete: table.rows.length - complete.rows.length,
    classes: task === 'classification' ? learnCategories(complete, target) : undefined,
    categories: Object.fromEntries(categories.map(name => [name, learnCategories(complete, name)])),
  };
}

/** The columns beside the target by what they can be. */
function divideColumns(table: CsvTable, target: string): Pick<TablePlan, 'numbers' | 'unused'> & { readonly categories: readonly string[] } {
  const uses = table.names.filter(name => name !== target).map(name => ({ name, use: judgeInput(name, cellsOf(table, name)) }));
  const namesOf = (as: ColumnUse['as']) => uses.filter(({ use }) => use.as === as).map(({ name }) => name);
  const { numbers, gaps } = withoutGaps(table, namesOf('number'));
  const unused = Object.fromEntries(uses.flatMap(({ name, use }) => (use.as === 'nothing' ? [[name, use.why]] : [])));
  return { numbers, categories: namesOf('category'), unused: { ...unused, ...gaps } };
}

/** What a column can be as an input: the names of those with categories are keys of the config. */
function judgeInput(name: string, cells: readonly string[]): ColumnUse {
  const use = judgeColumn(name, cells);
  return use.as === 'category' && isRefusedKey(name) ? { as: 'nothing', why: 'categories under a name that no config can hold; rename the column, and it can be used' } : use;
}

/** The columns of numbers, without those whose gaps, all together, would cost too many rows: that with most gaps goes first. */
function withoutGaps(table: CsvTable, numbers: readonly string[]): { readonly numbers: readonly string[]; readonly gaps: TablePlan['unused'] } {
  const rows = table.rows.length;
  if (completeRows(table, numbers).rows.length >= fewestComplete * rows) return { numbers, gaps: {} };
  const gapsOf = numbers.map(name => ({ name, empty: cellsOf(table, name).filter(isMissing).length }));
  const worst = gapsOf.reduce((most, each) => (each.empty > most.empty ? each : most), { name: '', empty: -1 });
  const rest = withoutGaps(table, numbers.filter(name => name !== worst.name));
  return { ...rest, gaps: { [worst.name]: oftenMissing(worst.empty, rows), ...rest.gaps } };
}

/** The rows that lack none of these. */
function completeRows(table: CsvTable, names: readonly string[]): CsvTable {
  const columns = names.map(name => table.names.indexOf(name));
  const kept = [...table.rows.keys()].filter(row => columns.every(column => !isMissing(table.rows[row]?.[column] ?? '')));
  return { ...table, rows: kept.map(row => table.rows[row] ?? []), lines: Int32Array.from(kept, row => table.lines[row] ?? 0) };
}

function requireSomething({ source, rows }: CsvTable, inputs: readonly string[], unused: TablePlan['unused']): void {
  const reasons = Object.entries(unused).map(([name, why]) => `${name}: ${why}`).join('; ');
  if (inputs.length === 0) throw new DataError('no column is left to learn from', { where: source, got: reasons === '' ? 'no column but the target' : reasons, expected: 'a column of numbers or of categories beside the target' });
  if (rows.length < fewestRows) throw new DataError('there are too few rows to learn from', { where: source, got: `${rows.length} without empty cells`, expected: `${fewestRows} at least` });
}
