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

/** What grows, as an axis names it. */
const sizeNames = { batch: 'samples a batch', width: 'units a layer' } as const;

/** `batches of 1 sample`, `layers of about 3.20 units`. */
function sized(what: BreakEven['what'], size: number, text = String(size)): string {
  const [place, thing] = what === 'batch' ? ['batches', 'sample'] : ['layers', 'unit'];
  return `${place} of ${text} ${thing}${size === 1 ? '' : 's'}`;
}

function sentence({ backend, what, crossing }: BreakEven): string {
  switch (crossing.kind) {
    case 'from the smallest': return `\`${backend}\` is faster than TypeScript loops from the smallest size measured, ${sized(what, crossing.size)}.`;
    case 'between': return `\`${backend}\` is faster than TypeScript loops from ${sized(what, crossing.size, `about ${numberText(crossing.size)}`)}: at ${crossing.below} it is not, or not surely, at ${crossing.from} it is.`;
    case 'never here': return `\`${backend}\` is not surely faster than TypeScript loops at any size up to the largest measured, ${sized(what, crossing.largest)}.`;
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
