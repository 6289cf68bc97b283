import type { BreakEven } from '../../benchmark/breakEven.ts';
import type { BenchmarkResult } from '../../benchmark/result.ts';
import { lineChart } from '../../charts/lineChart.ts';
import { numberText } from '../../charts/numberText.ts';
import type { Section } from '../report.ts';

/** From which size on a backend pays against loops in TypeScript; undefined where that was not measured. */
export function breakEvenSection({ breakEven }: BenchmarkResult): Section | undefined {
  if (breakEven === null) return undefined;
  const { backend, what, net, points, crossing } = breakEven;
  const chart = lineChart({
    title: `Time of a step of ${net}`, x: { label: sizeNames[what], scale: 'log' }, y: { label: 'ms a step', scale: 'log' },
    series: [
      { name: backend, points: points.map(({ size, other }) => ({ x: size, y: other })) },
      { name: 'typescript', points: points.map(({ size, loops }) => ({ x: size, y: loops })) },
    ],
    marked: crossing.kind === 'between' ? [{ x: crossing.size, label: `${backend} pays from about ${numberText(crossing.size)}` }] : [],
  });
  return { heading: `From which size on does ${backend} pay?`, blocks: [{ kind: 'text', text: sentence(breakEven) }, { kind: 'chart', chart }, { kind: 'table', ...table(breakEven) }] };
}

const sizeNames = { batch: 'samples a batch', width: 'units a layer' } as const;

function sentence({ backend, what, crossing }: BreakEven): string {
  switch (crossing.kind) {
    case 'from the smallest': return `\`${backend}\` is faster than TypeScript loops from the smallest size measured: ${crossing.size} ${sizeNames[what]}.`;
    case 'between': return `\`${backend}\` is faster than TypeScript loops from about ${numberText(crossing.size)} ${sizeNames[what]}: at ${crossing.below} it is not, at ${crossing.from} it is.`;
    case 'never here': return `\`${backend}\` is not surely faster than TypeScript loops at any size up to the largest measured: ${crossing.largest} ${sizeNames[what]}.`;
  }
}

const numeric = true;

function table({ backend, what, points }: BreakEven) {
  const rows = points.map(({ size, loops, other, speedUp }) => [
    String(size), numberText(loops), numberText(other), numberText(speedUp?.estimate ?? Number.NaN), speedUp === null ? '–' : `${numberText(speedUp.low)}–${numberText(speedUp.high)}`,
  ]);
  const columns = [{ title: sizeNames[what] }, { title: 'typescript, ms', numeric }, { title: `${backend}, ms`, numeric }, { title: 'speed-up', numeric }, { title: '95 % interval', numeric }];
  return { caption: 'By size', columns, rows };
}
