import { isRanked, medianOf, sharedRounds, timeRatio, timesOf } from '../../../benchmark/measured.ts';
import { fastest } from './comparison.ts';
import { conditionsLine } from '../../../benchmark/conditions.ts';
import type { Measured } from '../../../benchmark/measured.ts';
import type { RowResult } from './results.ts';
import { operations } from './rows.ts';
import { quantile } from '../../../benchmark/statistics.ts';
import type { Interval } from '../../../benchmark/statistics.ts';
import { digits } from '../../../benchmark/digits.ts';
import { fewestRounds, judged, mostSpread } from '../../../benchmark/noise.ts';
import { alignedTable } from './table.ts';

const titles = ['contender', 'ms a step', 'quartiles', 'times the fastest', '95 % interval', 'GFLOP/s', 'threads', 'start s', 'peak MB', 'deviation', ''];

const noisy = ' ~';
const noisyLine = `~ the machine was too noisy to tell the ratio to the fastest: its interval contains 1, or is wider than ±${100 * mostSpread} %, or there were fewer than ${fewestRounds} rounds`;

/** The table of one row, which ratios the machine was too noisy to tell, and who was left out, why. */
export function rowReport(measured: RowResult): string {
  const { row, conditions, results } = measured;
  const first = fastest(measured);
  const present = results.filter(({ refused, kind }) => refused === undefined && kind !== 'oracle').toSorted((left, right) => medianOf(left) - medianOf(right));
  const lines = present.map(result => lineOf(result, first, operations(row)));
  const absent = results.flatMap(({ name, refused }) => (refused === undefined ? [] : [`  ${name}: ${refused}`]));
  return [
    `${row.name} (${row.purpose === 'train' ? 'a training step' : 'a prediction'})`, conditionsLine(conditions), '',
    alignedTable([titles, ...lines], [0, 10]), ...(lines.some(cells => cells[4]?.endsWith(noisy)) ? [noisyLine] : []), ...(absent.length === 0 ? [] : ['not measured:', ...absent]),
  ].join('\n');
}

function lineOf(result: Measured, first: Measured | undefined, work: number): readonly string[] {
  const { name, threads, startSeconds, peakBytes, deviation } = result;
  const times = timesOf(result);
  const ratio = first && first !== result ? timeRatio(result, first) : undefined;
  const noise = first && ratio ? judged(ratio, sharedRounds(result, first))?.noise ?? [] : [];
  return [
    name, digits(medianOf(result)), `${digits(quantile(times, 0.25))}–${digits(quantile(times, 0.75))}`,
    first === result ? '1' : digits(ratio?.estimate ?? Number.NaN), ratio === undefined ? '' : `${interval(ratio)}${noise.length === 0 ? '' : noisy}`,
    digits(work / medianOf(result) / 1e6), String(threads ?? ''), startSeconds.toFixed(2), peakBytes > 0 ? (peakBytes / 1e6).toFixed(0) : '–', deviation === null ? '' : deviation.toExponential(0), remark(result),
  ];
}

/** `0.95–1.08`. */
export function interval({ low, high }: Interval): string {
  return Number.isFinite(high) ? `${digits(low)}–${digits(high)}` : 'one round';
}

function remark(result: Measured): string {
  const { kind, same, deviation } = result;
  if (kind === 'limit') return 'the matrix products alone';
  if (deviation === null) return 'not compared: not ranked';
  if (!same) return 'computes something else: not ranked';
  return isRanked(result) ? result.note ?? '' : 'not ranked';
}
