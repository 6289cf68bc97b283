import { readFileSync } from 'node:fs';
import type { Dataset, Run } from 'chainrule';
import { lineChart } from 'chainrule/charts';
import type { Chart } from 'chainrule/charts';
import { ownUnits } from '../ownUnits.ts';

/** The rides of each hour of the test days, as they were and as the network predicts them. */
export async function testDays(run: Run): Promise<Chart> {
  const test = run.parts.data?.test;
  if (test === undefined) throw new Error('the config has no test part');
  const [days, [outputs], truth] = [dayOf(test), await run.predict(test, 500), ownUnits(run, test, 'targets')];
  const series = (name: string, values: ArrayLike<number>) => ({ name, points: days.map((x, hour) => ({ x, y: values[hour] ?? Number.NaN })) });
  return lineChart({
    title: 'Rides of the last 21 days', x: { label: 'day of December 2012', scale: 'linear', domain: [11, 31 + 23 / 24], whole: true }, y: { label: 'rides in an hour', scale: 'linear' },
    series: [series('predicted', outputs?.values ?? []), series('true', truth)],
  });
}

/** The day of the month in which each sample's hour begins, with the hour as a fraction: read off the lines of the file that the samples stand in. */
function dayOf({ inputs: [input] }: Dataset): readonly number[] {
  const table = readFileSync(new URL('data/hour.csv', import.meta.url), 'utf8').split('\r\n');
  return Array.from(input?.lines ?? [], line => {
    const [, date = '', , , , hour] = table[line - 1]?.split(',') ?? [];
    return Number(date.slice(-2)) + Number(hour) / 24;
  });
}
