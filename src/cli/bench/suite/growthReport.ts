import { medianOf } from '../../../benchmark/measured.ts';
import type { RowResult } from './results.ts';
import { groups, seriesSizes } from './rows.ts';
import type { Group } from './rows.ts';
import { growthExponent } from '../../../benchmark/statistics.ts';
import { digits } from '../../../benchmark/digits.ts';
import { alignedTable } from './table.ts';

/** How the time of each contender grows along the series of rows that were measured. */
export function growthReport(rows: readonly RowResult[]): string {
  return groups.map(group => seriesReport(group, rows.filter(({ row }) => row.group === group))).filter(text => text !== '').join('\n\n');
}

function seriesReport(group: Group, rows: readonly RowResult[]): string {
  const sizeOf = seriesSizes[group];
  if (sizeOf === undefined || rows.length < 2) return '';
  const names = [...new Set(rows.flatMap(({ results }) => results.map(({ name }) => name)))];
  const lines = names.flatMap(name => {
    const points = rows.flatMap(({ row, results }) => {
      const found = results.find(result => result.name === name && result.refused === undefined && result.kind !== 'oracle');
      return found === undefined ? [] : [{ size: sizeOf(row), time: medianOf(found) }];
    });
    const times = rows.map(({ row }) => digits(points.find(({ size }) => size === sizeOf(row))?.time ?? Number.NaN));
    return points.length < 2 ? [] : [[name, ...times, digits(growthExponent(points.map(({ size }) => size), points.map(({ time }) => time))), lastExponent(points)]];
  });
  const titles = [`${group}, ms a step`, ...rows.map(({ row }) => String(sizeOf(row))), 'exponent', 'of the last two'];
  return `Growth of the time with the ${group}: time ≈ a·${group}^exponent\n${alignedTable([titles, ...lines])}`;
}

function lastExponent(points: readonly { readonly size: number; readonly time: number }[]): string {
  const last = points.slice(-2);
  return digits(growthExponent(last.map(({ size }) => size), last.map(({ time }) => time)));
}
