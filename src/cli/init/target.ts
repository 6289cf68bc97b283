import { columnIndex } from '../../data/csvTable.ts';
import type { CsvTable } from '../../data/csvTable.ts';
import { ConfigError } from '../../errors.ts';
import { isMissing, isNumber } from './cells.ts';
import { judgeColumn } from './judgeColumn.ts';

export type Task = 'classification' | 'regression';

/** Names that the column to predict goes by in many tables. */
const usual: ReadonlySet<string> = new Set(['target', 'label', 'class', 'y', 'outcome', 'species', 'diagnosis', 'survived', 'churn', 'quality', 'price', 'medv', 'cnt', 'count']);

/** Whole numbers of no more different values than this are taken for classes. */
const mostNumberedClasses = 10;
const mostClasses = 100;

/** The cells of a column, trimmed. Throws a DataError with the nearest name where there is none. */
export function cellsOf(table: CsvTable, name: string): readonly string[] {
  const index = columnIndex(table, name);
  return table.rows.map(row => (row[index] ?? '').trim());
}

/** The columns that can be predicted, the likeliest first: one of a usual name, else the last. */
export function targetColumns(table: CsvTable): readonly string[] {
  const usable = table.names.filter(name => judgeColumn(name, cellsOf(table, name)).as !== 'nothing').toReversed();
  const likely = usable.filter(name => usual.has(name.toLowerCase()));
  return [...likely, ...usable.filter(name => !likely.includes(name))];
}

/** What a column most likely holds. */
export function likelyTask(cells: readonly string[]): Task {
  const filled = cells.filter(cell => !isMissing(cell));
  const whole = filled.every(cell => Number.isInteger(Number(cell)));
  return !filled.every(isNumber) || (whole && new Set(filled).size <= mostNumberedClasses) ? 'classification' : 'regression';
}

/** Throws a ConfigError for a column that cannot be predicted, or not in this way. */
export function requireTarget(name: string, cells: readonly string[], task: Task): void {
  const filled = cells.filter(cell => !isMissing(cell));
  const different = new Set(filled).size;
  const where = `column ${name}`;
  if (different < 2) throw new ConfigError('there is nothing to predict', { where, got: different === 0 ? 'empty cells' : `${JSON.stringify(filled[0])} in every row`, expected: 'two different values at least' });
  const text = filled.find(cell => !isNumber(cell));
  if (task === 'regression' && text !== undefined) throw new ConfigError('a column for regression holds numbers', { where, got: JSON.stringify(text), next: 'set --task classification, or correct the cell' });
  if (task === 'classification' && (different > mostClasses || different > filled.length / 2)) {
    throw new ConfigError('the column has too many different values for classes', { where, got: `${different} in ${filled.length} rows`, expected: `at most ${mostClasses}, each more than once`, next: text === undefined ? 'set --task regression, or name another --target' : 'name another --target' });
  }
}
