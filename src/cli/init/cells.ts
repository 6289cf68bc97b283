/** A cell that the CSV data source reads as a number. */
export function isNumber(cell: string): boolean {
  return cell.trim() !== '' && Number.isFinite(Number(cell));
}

/** What people write where a value is missing. */
const missing: ReadonlySet<string> = new Set(['', '?', '-', 'na', 'n/a', 'nan', 'null', 'none']);

/** A cell without a value. */
export function isMissing(cell: string): boolean {
  return missing.has(cell.trim().toLowerCase());
}

const time = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?`;
const dates = [
  new RegExp(String.raw`^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]${time}(?:Z|[+-]\d{2}:?\d{2})?)?$`, 'u'),
  new RegExp(String.raw`^\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?: ${time})?$`, 'u'),
  new RegExp(`^${time}$`, 'u'),
];

/** A date, a time of day, or both. */
export function isDate(cell: string): boolean {
  return dates.some(pattern => pattern.test(cell.trim()));
}

/** A number with a comma before its decimals, or between its thousands. */
export function hasDecimalComma(cell: string): boolean {
  return /^[+-]?[\d.]*\d,\d+$/u.test(cell.trim());
}
