import { backprop } from '../gradients/backprop.ts';
import type { Figures } from '../verification/evaluation.ts';
import { dataOf, expectSameFigures, solve } from '../verification/gradientProblem.ts';
import type { GradientProblem } from '../verification/gradientProblem.ts';
import { takeRows, withPadding } from '../verification/stepData.ts';
import type { StepData } from '../verification/stepData.ts';
import { oracle } from '../verification/testedBackends.ts';
import { tolerances } from '../verification/tolerances.ts';
import type { Check } from './check.ts';

/** A batch is the sum of its samples, and samples of weight 0 are not there: so micro-batches, shards and padding give the gradients of the whole. */
export function additivityChecks(problem: GradientProblem, dependsOnBatch: string | undefined): readonly Check[] {
  return [
    { name: 'a batch has the sum of the gradients of its samples', skip: dependsOnBatch, run: () => checkSum(problem) },
    { name: 'samples of weight 0 change nothing', skip: dependsOnBatch, run: () => checkPadding(problem) },
  ];
}

const paddingRows = 2;

async function checkSum(problem: GradientProblem): Promise<void> {
  const { batchSize } = problem;
  const data = dataOf(problem);
  const whole = await solve(problem, oracle(), backprop, data);
  const singles: Figures[] = [];
  for (let row = 0; row < batchSize; row++) singles.push(await part(problem, takeRows(data, [row])));
  expectSameFigures(problem, joined(singles), whole, tolerances.float64, 'summed over single samples');
}

async function checkPadding(problem: GradientProblem): Promise<void> {
  const { batchSize } = problem;
  const padded = withPadding(dataOf(problem, batchSize + paddingRows), batchSize);
  const rows = Array.from({ length: batchSize }, (_, row) => row);
  const expected = await solve(problem, oracle(), backprop, takeRows(padded, rows));
  const actual = await solve(problem, oracle(), backprop, padded, { scalars: { normalizer: 1 / batchSize } });
  expectSameFigures(problem, cut(actual, expected), expected, tolerances.float64, `with ${paddingRows} samples of weight 0`);
}

/** The figures of one sample as its part of the batch. */
function part(problem: GradientProblem, sample: StepData): Promise<Figures> {
  const share = 1 / problem.batchSize;
  return solve(problem, oracle(), backprop, sample, { scalars: { normalizer: share, penaltyScale: share } });
}

/** Figures of samples put together: those with a row a sample side by side, all others summed. */
function joined(parts: readonly Figures[]): Figures {
  const names = Object.keys(parts[0] ?? {});
  return Object.fromEntries(names.map(name => {
    const all = parts.map(figures => figures[name] ?? new Float64Array());
    return [name, hasRows(name) ? Float64Array.from(all.flatMap(values => [...values])) : sum(all)];
  }));
}

function cut(figures: Figures, like: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).map(([name, values]) => [name, hasRows(name) ? values.subarray(0, like[name]?.length) : values]));
}

function hasRows(name: string): boolean {
  return ['outputs/', 'inputGradients/', 'ranged/'].some(start => name.startsWith(start));
}

function sum(all: readonly Float64Array[]): Float64Array {
  return (all[0] ?? new Float64Array()).map((_, index) => all.reduce((total, values) => total + (values[index] ?? 0), 0));
}
