import type { BenchmarkResult, ContenderResult } from '../../benchmark/result.ts';
import { barChart } from '../../charts/barChart.ts';
import { millisecondsText, numberText, shareText } from '../../charts/numberText.ts';
import type { Block, Section } from '../report.ts';
import { intervalText, ofInterval } from './intervals.ts';

/** The time of a step on every contender, the fastest first. */
export function timesSection({ contenders, model }: BenchmarkResult): Section {
  const chart = barChart({
    title: `Time of a training step, batches of ${model.batchSize}`, axis: 'ms a step, less is better', figure: millisecondsText,
    bars: contenders.map(({ name, gradients, wrong, milliseconds }) => ({ label: name, group: wrong === null ? gradients : 'computes something else', ...ofInterval(milliseconds) })),
  });
  const items = contenders.map(own => ({ name: own.name, remarks: remarksOn(own) })).filter(({ remarks }) => remarks.length > 0).map(({ name, remarks }) => `\`${name}\`: ${remarks.join('; ')}`);
  const list: readonly Block[] = items.length === 0 ? [] : [{ kind: 'list', items }];
  return { heading: 'Which backend is fastest?', blocks: [{ kind: 'text', text: headline(contenders) }, { kind: 'chart', chart }, { kind: 'table', ...table(contenders) }, ...list] };
}

function headline(contenders: readonly ContenderResult[]): string {
  const [first, second] = contenders.filter(({ wrong }) => wrong === null);
  if (first === undefined) return 'No contender computes what the float64 oracle computes: none can be ranked.';
  const alone = `\`${first.name}\` takes ${millisecondsText(first.milliseconds.estimate)} a step: ${numberText(first.samplesPerSecond)} samples a second`;
  const { timesFastest: ratio = null } = second ?? {};
  if (second === undefined || ratio === null) return `${alone}.`;
  return `${alone}. The next, \`${second.name}\`, takes ${numberText(ratio.estimate)} times as long (${intervalText(ratio)})${ratio.noise.length === 0 ? '' : `; ${ratio.noise.join('; ')}`}.`;
}

const numeric = true;
const columns = [
  { title: 'contender' }, { title: 'ms a step', numeric }, { title: '95 % interval', numeric }, { title: 'times the fastest', numeric },
  { title: 'samples a second', numeric }, { title: 'GFLOPS', numeric }, { title: 'share of the limit', numeric }, { title: 'deviation', numeric },
];

function table(contenders: readonly ContenderResult[]) {
  const rows = contenders.map(own => [
    own.name, numberText(own.milliseconds.estimate), intervalText(own.milliseconds), own.timesFastest === null ? '1' : numberText(own.timesFastest.estimate),
    numberText(own.samplesPerSecond), numberText(own.gflops), own.shareOfLimit === null ? '–' : shareText(own.shareOfLimit), numberText(own.deviation ?? Number.NaN),
  ]);
  return { caption: 'All figures', columns, rows };
}

function remarksOn({ wrong, stable, timesFastest, about }: ContenderResult): readonly string[] {
  const settled = stable ? [] : ['its time had not settled before the first round'];
  return [...about === undefined ? [] : [about], ...wrong === null ? [] : [`not ranked: ${wrong}`], ...settled, ...timesFastest?.noise ?? []];
}
