import { medianOf } from '../../../benchmark/measured.ts';
import type { RowResult } from './results.ts';
import { operations } from './rows.ts';
import { digits } from '../../../benchmark/digits.ts';
import { alignedTable } from './table.ts';

/** The rates of products of two n × n matrices: what the libraries can give. */
export function ratesReport(rows: readonly RowResult[]): string {
  const squares = rows.filter(({ row }) => row.group === 'square');
  const names = [...new Set(squares.flatMap(({ results }) => results.filter(({ refused }) => refused === undefined).map(({ name }) => name)))];
  const rate = ({ row, results }: RowResult, name: string) => {
    const result = results.find(other => other.name === name && other.refused === undefined);
    return result === undefined ? '–' : digits(operations(row) / medianOf(result) / 1e6);
  };
  const lines = names.map(name => [name, ...squares.map(square => rate(square, name))]);
  return squares.length === 0 ? '' : `Products of two n × n matrices in float32, GFLOP/s\n${alignedTable([['n', ...squares.map(({ row }) => String(row.batch))], ...lines])}`;
}
