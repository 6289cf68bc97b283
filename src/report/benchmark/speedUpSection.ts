import type { BenchmarkResult, SpeedUp } from '../../benchmark/result.ts';
import { numberText } from '../../charts/numberText.ts';
import { ratioChart } from '../../charts/ratioChart.ts';
import type { Section } from '../report.ts';
import { intervalText, ofInterval } from './intervals.ts';

/** What the hand-written backwards gain over tf.js's own gradients; undefined where no device ran both. */
export function speedUpSection({ speedUps }: BenchmarkResult): Section | undefined {
  const told = speedUps.flatMap(({ device, ratio }) => (ratio === null ? [] : [{ device, ratio }]));
  if (told.length === 0) return undefined;
  const chart = ratioChart({
    title: 'Time by automatic differentiation in units of that by explicit backprop', axis: 'time by tf.grad / time by backprop, paired by round',
    ratios: told.map(({ device, ratio }) => ({ label: device, ...ofInterval(ratio) })), below: 'tf.grad is faster', above: 'explicit backprop is faster', first: 'above',
  });
  return { heading: 'What does explicit backprop gain over tf.grad?', blocks: [{ kind: 'list', items: speedUps.map(sentence) }, { kind: 'chart', chart }] };
}

function sentence({ device, ratio }: SpeedUp): string {
  if (ratio === null) return `On \`${device}\` nothing can be told: too few rounds.`;
  const noise = ratio.noise.length === 0 ? '' : ` The machine was too noisy: ${ratio.noise.join('; ')}.`;
  return `On \`${device}\` the same step takes ${numberText(ratio.estimate)} times as long by tf.grad (${intervalText(ratio)}).${noise}`;
}
