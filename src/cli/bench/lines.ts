import type { BreakEven } from '../../benchmark/breakEven.ts';
import { conditionsLine } from '../../benchmark/conditions.ts';
import { digits } from '../../benchmark/digits.ts';
import type { BenchmarkedModel, BenchmarkResult, ContenderResult, SpeedUp } from '../../benchmark/result.ts';
import { count, counted } from '../../training/observers/figures.ts';
import { table } from '../table.ts';
import { profilesLines } from './profileLines.ts';

/** A benchmark for the eye: a table of contenders, then what it tells. */
export function benchmarkLines(result: BenchmarkResult): readonly string[] {
  const { model, conditions, contenders, leftOut, profiles } = result;
  const numbers = Array.from({ length: contenderTitles.length - 1 }, (_, index) => index + 1);
  return [
    modelLine(model), conditionsLine(conditions), '',
    ...table([contenderTitles, ...contenders.map(contenderCells)], numbers),
    ...(leftOut.length === 0 ? [] : ['not measured:', ...leftOut.map(({ name, reason }) => `  ${name}: ${reason}`)]),
    '', ...findings(result),
    ...profilesLines(profiles),
  ];
}

/** `mnist: 101,770 parameters, batches of 128 of its own data, 26,099,712 multiplications a step`. */
export function modelLine({ name, parameters, batchSize, multiplications, data }: BenchmarkedModel): string {
  const samples = data === 'config' ? 'its own data' : 'random samples';
  return `${name}: ${counted(parameters, 'parameter')}, batches of ${count(batchSize)} of ${samples}, ${counted(multiplications, 'multiplication')} a step`;
}

export const contenderTitles = ['contender', 'ms a step', '95 %', 'times the fastest', '95 %', 'steps/s', 'samples/s', 'GFLOPS', 'of the limit', 'peak MB', 'start s'];

/** A contender's line of the table. */
export function contenderCells(contender: ContenderResult): readonly string[] {
  const { name, wrong, milliseconds, timesFastest, stepsPerSecond, samplesPerSecond, gflops, shareOfLimit, peakBytes, startSeconds } = contender;
  return [
    wrong === null ? name : `${name} (wrong)`, digits(milliseconds.estimate), interval(milliseconds), timesFastest === null ? '1' : digits(timesFastest.estimate),
    timesFastest === null ? '' : `${interval(timesFastest)}${timesFastest.noise.length === 0 ? '' : ' ~'}`, count(Math.round(stepsPerSecond)), count(Math.round(samplesPerSecond)),
    digits(gflops), shareOfLimit === null ? '–' : percent(shareOfLimit), (peakBytes / 1e6).toFixed(0), startSeconds.toFixed(2),
  ];
}

/** What a benchmark tells, a line each: mistakes, speed-ups, the break-even, noise and notes. */
export function findings({ limit, contenders, speedUps, breakEven, notes }: BenchmarkResult): readonly string[] {
  const noisy = contenders.flatMap(({ name, timesFastest }) => (timesFastest === null || timesFastest.noise.length === 0 ? [] : [`${name}: ${timesFastest.noise.join('; ')}`]));
  return [
    ...contenders.flatMap(({ name, wrong }) => (wrong === null ? [] : [`WRONG ${name}: ${wrong}`])),
    ...(limit === null ? [] : [`limit of this machine: ${digits(limit.gflops)} GFLOPS, products of 1024 × 1024 matrices by ${limit.name}`]),
    ...speedUps.map(speedUpLine),
    ...(breakEven === null ? [] : [breakEvenLine(breakEven)]),
    ...(noisy.length === 0 ? [] : ['~ the machine was too noisy to tell the ratio to the fastest:', ...noisy.map(line => `  ${line}`)]),
    ...notes.map(note => `note: ${note}`),
  ];
}

/** `break-even: native pays against TypeScript loops from batches of 1 on, the smallest that were measured (mnist)`. */
export function breakEvenLine({ backend, what, net, crossing }: BreakEven): string {
  const sizes = what === 'batch' ? 'batches of' : 'a width of';
  const measured = what === 'batch' ? 'the smallest that were measured' : 'the smallest that was measured';
  switch (crossing.kind) {
    case 'from the smallest': return `break-even: ${backend} pays against TypeScript loops from ${sizes} ${crossing.size} on, ${measured} (${net})`;
    case 'between': return `break-even: ${backend} pays against TypeScript loops from ${sizes} about ${digits(crossing.size)} on: not yet, or not surely, at ${crossing.below}, surely from ${crossing.from} (${net})`;
    case 'never here': return `break-even: ${backend} never pays here against TypeScript loops, up to ${sizes} ${crossing.largest} (${net})`;
  }
}

/** `explicit backprop on tfjs:wasm is 1.12 × as fast as tf.grad (1.08–1.15)`. */
function speedUpLine({ device, ratio }: SpeedUp): string {
  if (ratio === null) return `explicit backprop against tf.grad on ${device}: a single round tells nothing`;
  const noise = ratio.noise.length === 0 ? '' : `; too noisy to tell: ${ratio.noise.join(', ')}`;
  return `explicit backprop on ${device} is ${digits(ratio.estimate)} × as fast as tf.grad (${interval(ratio)}${noise})`;
}

/** `0.95–1.08`. */
export function interval({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${digits(low)}–${digits(high)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}
