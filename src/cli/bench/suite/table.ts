import { table } from '../../table.ts';

/** Lines of cells as text, the columns aligned: those of `left` to the left, numbers to the right. */
export function alignedTable(lines: readonly (readonly string[])[], left: readonly number[] = [0]): string {
  const right = [...(lines[0] ?? []).keys()].filter(column => !left.includes(column));
  return table(lines, right).join('\n');
}
