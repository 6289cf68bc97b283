import type { Measured } from '../../../benchmark/measured.ts';
import type { RowResult } from './results.ts';
import { median } from '../../../benchmark/statistics.ts';
import { digits } from '../../../benchmark/digits.ts';
import { alignedTable } from './table.ts';

/** What each contender's process takes over all rows: time to the first step, memory, and the versions in it. */
export function processReport(rows: readonly RowResult[]): string {
  const all = rows.flatMap(({ results }) => results.filter(({ refused }) => refused === undefined));
  const names = [...new Set(all.map(({ name }) => name))];
  const lines = names.map(name => lineOf(name, all.filter(result => result.name === name)));
  const titles = ['contender', 'start s', 'least–most', 'peak MB', 'least–most', 'threads', 'versions'];
  return lines.length === 0 ? '' : `From the start of the process to the end of its first step, and peak memory: medians over ${rows.length} rows\n${alignedTable([titles, ...lines], [0, 6])}`;
}

function lineOf(name: string, results: readonly Measured[]): readonly string[] {
  const starts = results.map(({ startSeconds }) => startSeconds);
  const peaks = results.map(({ peakBytes }) => peakBytes / 1e6).filter(peak => peak > 0);
  const range = (values: readonly number[]) => values.length === 0 ? '–' : `${digits(Math.min(...values))}–${digits(Math.max(...values))}`;
  const versions = Object.entries(results.at(-1)?.versions ?? {}).map(([library, version]) => `${library} ${version}`);
  return [name, digits(median(starts)), range(starts), digits(median(peaks)), range(peaks), String(results.at(-1)?.threads ?? ''), versions.join(', ')];
}
