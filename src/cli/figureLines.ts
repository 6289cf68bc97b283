import type { Figure, Figures } from '../index.ts';
import { number, printFigures } from '../training/observers/figures.ts';
import { table } from './table.ts';

/** The figures that are numbers in one line, and below it each that is a list, row by row. */
export function figureLines({ loss, ...metrics }: Figures): readonly string[] {
  const entries = Object.entries(metrics);
  const numbers = Object.fromEntries(entries.filter(([, figure]) => typeof figure === 'number'));
  const lists = entries.filter(([name]) => !(name in numbers));
  return [printFigures({ loss, ...numbers }), ...lists.flatMap(([name, figure]) => [name, ...listLines(figure)])];
}

function listLines(figure: Figure): readonly string[] {
  const rows = rowsOf(figure);
  return table(rows.map(row => row.map(printCell)), [...(rows[0] ?? []).keys()]).map(line => `  ${line}`);
}

/** The lists of numbers in lists of lists, in their order. */
function rowsOf(figure: Figure): readonly (readonly number[])[] {
  if (typeof figure === 'number') return [[figure]];
  const numbers = figure.filter(each => typeof each === 'number');
  return numbers.length === figure.length ? [numbers] : figure.flatMap(rowsOf);
}

/** Counts need no decimals. */
function printCell(value: number): string {
  return Number.isInteger(value) ? String(value) : number(value);
}
