import { medianOf } from '../../../benchmark/measured.ts';
import { goalLines } from './goals.ts';
import { growthReport } from './growthReport.ts';
import { processReport } from './processReport.ts';
import { ratesReport } from './ratesReport.ts';
import type { Results, RowResult } from './results.ts';
import { digits } from '../../../benchmark/digits.ts';
import { alignedTable } from './table.ts';

/** What several rows tell together: rows against contenders, growth, rates, processes and promises. */
export function summaries(results: Results): string {
  const measured = (place: string) => results.rows.filter(({ conditions }) => conditions.place === place);
  const [processes, browser] = [measured('processes'), measured('browser')];
  const parts = [
    matrix('in processes', processes), matrix('in a browser', browser), growthReport(processes), ratesReport(processes), processReport(processes), goalLines(results).join('\n'),
  ];
  return parts.filter(part => part !== '').join('\n\n');
}

/** Medians of all rows, one line a row; those that compute something else in brackets. */
function matrix(where: string, all: readonly RowResult[]): string {
  const rows = all.filter(({ row }) => row.group !== 'square');
  const names = [...new Set(rows.flatMap(({ results }) => results.filter(({ kind }) => kind !== 'oracle').map(({ name }) => name)))];
  const lines = rows.map(measured => [measured.row.name, ...names.map(name => cell(measured, name))]);
  return rows.length < 2 ? '' : `Milliseconds a step ${where}, medians\n${alignedTable([['', ...names], ...lines])}`;
}

function cell({ results }: RowResult, name: string): string {
  const result = results.find(other => other.name === name);
  if (result === undefined || result.refused !== undefined) return '–';
  const text = digits(medianOf(result));
  return result.same || result.kind === 'limit' ? text : `[${text}]`;
}
