import type { BenchmarkResult } from '../../benchmark/result.ts';
import { barChart } from '../../charts/barChart.ts';
import { numberText } from '../../charts/numberText.ts';
import type { Section } from '../report.ts';

/** Memory and start-up of each contender's process; undefined where none was measured. */
export function footprintSection({ contenders }: BenchmarkResult): Section | undefined {
  if (contenders.length === 0) return undefined;
  const bars = (valueOf: (contender: typeof contenders[number]) => number) => contenders.map(own => ({ label: own.name, group: own.gradients, value: valueOf(own) }));
  const memory = barChart({ title: 'Peak memory of the process', axis: 'MB resident', scale: 'linear', figure: value => `${numberText(value)} MB`, bars: bars(own => own.peakBytes / 1e6) });
  const start = barChart({ title: 'From the start of the process to its first step done', axis: 'seconds', scale: 'linear', figure: value => `${numberText(value)} s`, bars: bars(own => own.startSeconds) });
  return { heading: 'Memory and start-up', blocks: [{ kind: 'chart', chart: memory }, { kind: 'chart', chart: start }] };
}
