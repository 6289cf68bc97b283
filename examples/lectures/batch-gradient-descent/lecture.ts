import { below, equal, shows } from '../lecture.ts';
import type { Finding, Lecture } from '../lecture.ts';
import { numbersOf, weightsOf } from '../network.ts';
import type { NetworkWeights } from '../network.ts';
import { openConfig, oracle } from '../openConfig.ts';
import { trainingSamples } from '../trainingSamples.ts';
import type { Samples } from '../trainingSamples.ts';
import { cost, stepInLoops, stepInMatrices } from './descent.ts';
import type { Settings } from './descent.ts';
import { figuresOf } from './figures.ts';

const layers = ['hidden', 'output'];
const cases = [
  { name: 'without regularisation', file: 'plain.yaml', settings: { rate: 0.5, lambda: 0 } },
  { name: 'with regularisation', file: 'regularised.yaml', settings: { rate: 0.5, lambda: 0.001 } },
];
type Case = typeof cases[number];
const [steps, compared, largeRate] = [300, 50, 25];

/** Batch gradient descent of the notes, in loops, in matrices and by the framework: the same numbers, and a loss that falls at every step. */
export const lecture: Lecture = {
  name: 'batch-gradient-descent',
  title: 'Batch gradient descent with and without regularisation',
  async run(backend = 'auto') {
    const findings: Finding[] = [];
    for (const each of cases) findings.push(...await threeWays(each));
    const curves = await Promise.all(cases.map(async ({ name, file }) => ({ name, ...await descentOn(backend, file) })));
    findings.push(...curves.map(({ name, losses }) => shows(`${name}, α = 0.5, ${steps} steps on ${backend}`, 'the loss falls at every step', risesOf(losses), rises(losses) === 0)));
    const [free, decayed] = curves.map(({ squares }) => Number(squares.toPrecision(4)));
    findings.push(below('Σ W² after 300 steps: with regularisation below without', free ?? Number.NaN, decayed ?? Number.NaN));
    const { losses: large } = await descentOn(backend, 'plain.yaml', largeRate);
    findings.push(shows(`without regularisation, α = ${largeRate}`, 'at a large rate it does not', risesOf(large), rises(large) > 0));
    return { findings, figures: figuresOf(curves, { rate: largeRate, losses: large }) };
  },
};

/** The weights after 50 steps, and the loss at each, three ways. */
async function threeWays({ name, file, settings }: Case): Promise<readonly Finding[]> {
  await using run = await openConfig(import.meta.url, file, oracle);
  const samples = trainingSamples(run);
  const first = await weightsOf(run, layers);
  const losses: number[] = [];
  for (let step = 0; step < compared; step++) losses.push((await run.step(samples)).loss);
  const [inLoops, inMatrices] = [stepInLoops, stepInMatrices].map(step => descended(first, samples, settings, step));
  const ours = numbersOf(await weightsOf(run, layers));
  return [
    equal(`${name}: weights after ${compared} steps, loops and matrices`, numbersOf(inLoops?.weights ?? []), numbersOf(inMatrices?.weights ?? []), 1e-12),
    equal(`${name}: weights after ${compared} steps, loops and framework`, numbersOf(inLoops?.weights ?? []), ours, 1e-12),
    equal(`${name}: the loss of each step`, inLoops?.losses ?? [], losses, 1e-12),
  ];
}

function descended(first: NetworkWeights, samples: Samples, settings: Settings, step: typeof stepInLoops): { readonly weights: NetworkWeights; readonly losses: readonly number[] } {
  let weights = first;
  const losses: number[] = [];
  for (let count = 0; count < compared; count++) {
    losses.push(cost(weights, samples, settings));
    weights = step(weights, samples, settings);
  }
  return { weights, losses };
}

/** The loss of every step on a backend, and Σ W² after them. */
async function descentOn(backend: string, file: string, rate = 0.5): Promise<{ readonly losses: readonly number[]; readonly squares: number }> {
  await using run = await openConfig(import.meta.url, file, { backend, optimizer: { use: 'sgd', learningRate: rate } });
  const samples = trainingSamples(run);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) losses.push((await run.step(samples)).loss);
  const squares = (await weightsOf(run, layers)).flatMap(({ kernel }) => kernel.flat()).reduce((sum, w) => sum + w * w, 0);
  return { losses, squares };
}

function rises(losses: readonly number[]): number {
  return losses.filter((loss, step) => step > 0 && loss >= (losses[step - 1] ?? Number.NaN)).length;
}

function risesOf(losses: readonly number[]): string {
  return `${rises(losses)} rises, ${losses[0]?.toPrecision(3)} → ${losses.at(-1)?.toPrecision(3)}`;
}
