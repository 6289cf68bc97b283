import { hasDecimalComma, isDate, isMissing, isNumber } from './cells.ts';

/** What a column can be to a model: a number, categories, or nothing, with the reason. */
export type ColumnUse = { readonly as: 'number' } | { readonly as: 'category' } | { readonly as: 'nothing'; readonly why: string };

/** Above this share of missing numbers a column is left out, up to it the rows are. */
const mostMissing = 0.05;
/** More categories are no categories but names. */
const mostCategories = 50;

/** Tells by its cells what a column can be used as. */
export function judgeColumn(name: string, cells: readonly string[]): ColumnUse {
  const filled = cells.map(cell => cell.trim()).filter(cell => !isMissing(cell));
  const [first] = filled;
  const different = new Set(filled);
  if (first === undefined) return nothing('empty in every row');
  if (filled.every(isNumber)) return judgeNumbers(name, filled, cells.length);
  if (different.size === 1 && filled.length === cells.length) return nothing(`${JSON.stringify(first)} in every row`);
  return unusableText(filled) ?? judgeCategories(different.size, filled.length);
}

function judgeNumbers(name: string, filled: readonly string[], rows: number): ColumnUse {
  const empty = rows - filled.length;
  if (new Set(filled.map(Number)).size === 1) return nothing(`${filled[0] ?? ''} in every row`);
  if (empty > mostMissing * rows) return nothing(oftenMissing(empty, rows));
  return countsRows(name, filled.map(Number)) ? nothing('a number of its own for each row, as identifiers have') : { as: 'number' };
}

/** Why a column of numbers with too many gaps is not used. */
export function oftenMissing(empty: number, rows: number): string {
  return `without a number in ${empty} of ${rows} rows; fill the cells, and it can be used`;
}

/** Whole numbers that are all different, and rise one by one or are called an identifier. */
function countsRows(name: string, numbers: readonly number[]): boolean {
  if (!numbers.every(Number.isInteger) || new Set(numbers).size < numbers.length) return false;
  const called = /^$|(?:^|[\s_.-])(?:id|index|instant|row|nr|no|number)$|[a-z](?:Id|ID)$|^unnamed/iu.test(name);
  return called || numbers.every((number, row) => row === 0 || number === (numbers[row - 1] ?? 0) + 1);
}

/** Why texts are no categories, where their form tells it. */
function unusableText(filled: readonly string[]): ColumnUse | undefined {
  if (filled.every(isDate)) return nothing('dates or times; make columns of numbers of them, the month or the hour for example');
  if (filled.every(cell => isNumber(cell) || hasDecimalComma(cell))) return nothing('numbers with commas; write them with points, and it can be used');
  const wrong = filled.find(cell => !isNumber(cell));
  const numbers = filled.filter(isNumber).length;
  return numbers > 0.8 * filled.length ? nothing(`mostly numbers, but for ${JSON.stringify(wrong)}; correct the cells, and it can be used`) : undefined;
}

function judgeCategories(different: number, filled: number): ColumnUse {
  if (different === filled) return nothing('a text of its own in each row, as identifiers have');
  if (different > mostCategories || different > filled / 2) return nothing(`${different} different texts, too many for categories`);
  return { as: 'category' };
}

function nothing(why: string): ColumnUse {
  return { as: 'nothing', why };
}
