/** Lines of cells as text, the columns aligned: the first to the left, numbers to the right. */
export function alignedTable(lines: readonly (readonly string[])[], left: readonly number[] = [0]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map(line => (line[column] ?? '').length)));
  const cell = (text: string, column: number) => (left.includes(column) ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0));
  return lines.map(line => line.map(cell).join('  ').trimEnd()).join('\n');
}

/** Three significant digits without an exponent, `–` for what is not a number. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(places, 6));
}
