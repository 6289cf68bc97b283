import type { Run, RunConfig } from 'chainrule';
import { equal, shows } from '../lecture.ts';
import type { Finding } from '../lecture.ts';
import { linearUnitOf, listed } from '../linearUnit.ts';
import type { LinearUnit } from '../linearUnit.ts';
import { openConfig, oracle } from '../openConfig.ts';
import { trainingSamples } from '../trainingSamples.ts';
import { descended, gradient, learned, meanGradient, pointsOf } from './formulas.ts';
import type { LabelledPoint } from './formulas.ts';

const [rate, beta] = [0.1, 0.5];

/** The continuous perceptron and gradient descent, after every point of two epochs: one algorithm. */
export async function sameAlgorithm(): Promise<readonly Finding[]> {
  await using run = await openConfig(import.meta.url, 'point-by-point.yaml', { ...oracle, ...inOrder });
  const [first, points] = [await linearUnitOf(run), pointsOf(trainingSamples(run))];
  const twice = [...points, ...points];
  const byPulls = course(first, twice, (unit, point) => learned(unit, point, rate));
  const byDescent = course(first, twice, (unit, point) => descended(unit, gradient(unit, point), rate));
  return [
    equal('(w₁, w₂, b) after each of 120 points, continuous perceptron and gradient descent', byPulls, byDescent, 1e-12),
    equal('(w₁, w₂, b) after each of 120 points, continuous perceptron and framework', byPulls, await stepped(run, twice.length), 1e-12),
  ];
}

const inOrder: Partial<RunConfig> = { optimizer: { use: 'sgd', learningRate: rate }, data: { use: 'csv', file: 'points.csv', target: 'y', shuffle: false } };

function course(first: LinearUnit, points: readonly LabelledPoint[], update: (unit: LinearUnit, point: LabelledPoint) => LinearUnit): readonly number[] {
  let unit = first;
  return points.flatMap(point => {
    unit = update(unit, point);
    return listed(unit);
  });
}

async function stepped(run: Run, steps: number): Promise<readonly number[]> {
  const all: number[] = [];
  for (let step = 0; step < steps; step++) {
    await run.train({ steps: 1 });
    all.push(...listed(await linearUnitOf(run)));
  }
  return all;
}

/** (w, b) − (α/m) Σ ∇E of the points, at every step of the batch's training. */
export async function batchUpdates(): Promise<readonly Finding[]> {
  await using run = await openConfig(import.meta.url, 'batch.yaml', oracle);
  const [first, points] = [await linearUnitOf(run), pointsOf(trainingSamples(run))];
  let unit = first;
  const norms = Array.from({ length: 100 }, () => {
    const gradients = meanGradient(unit, points);
    unit = descended(unit, gradients, 2);
    return Math.hypot(...gradients);
  });
  await run.train();
  return [equal('batch of m: (w₁, w₂, b) after 100 steps, formula and framework', listed(unit), listed(await linearUnitOf(run)), 1e-12), comesToRest(norms)];
}

/** A line moves by α·‖∇E‖ in a step: it comes to rest where the norms fall, and moves on while they are above 0. */
export function comesToRest(norms: readonly number[]): Finding {
  const [first, last] = [norms[0] ?? Number.NaN, norms.at(-1) ?? Number.NaN];
  const falling = norms.every((norm, step) => norm > 0 && (step === 0 || norm < (norms[step - 1] ?? Number.NaN)));
  return shows(`batch of m: ‖∇E‖ at the first and at the last of ${norms.length} steps`, 'falls with every step', `${first.toFixed(3)} → ${last.toFixed(3)}`, falling);
}

/** The order in which a training took the points, told from what each step did. */
export async function randomOrder(): Promise<Finding> {
  await using run = await openConfig(import.meta.url, 'point-by-point.yaml', oracle);
  const points = pointsOf(trainingSamples(run));
  const taken: number[] = [];
  let state: Momentum = { unit: await linearUnitOf(run), velocity: [0, 0, 0] };
  for (let step = 0; step < 2 * points.length; step++) {
    await run.train({ steps: 1 });
    const [candidates, after] = [points.map(point => withMomentum(state, point)), await linearUnitOf(run)];
    taken.push(candidates.findIndex(({ unit }) => apart(unit, after) < 1e-12));
    state = candidates[taken.at(-1) ?? -1] ?? state;
  }
  return orderFinding(taken, points.length);
}

interface Momentum {
  readonly unit: LinearUnit;
  readonly velocity: readonly number[];
}

/** v ← βv + ∇E, (w, b) ← (w, b) − αv. */
function withMomentum({ unit, velocity: before }: Momentum, point: LabelledPoint): Momentum {
  const velocity = gradient(unit, point).map((own, index) => beta * (before[index] ?? Number.NaN) + own);
  return { unit: descended(unit, velocity, rate), velocity };
}

function orderFinding(taken: readonly number[], count: number): Finding {
  const epochs = [taken.slice(0, count), taken.slice(count)];
  const [first = 0, second = 0] = epochs.map(epoch => new Set(epoch.filter(point => point >= 0)).size);
  const beginnings = epochs.map(epoch => epoch.slice(0, 3).map(point => point + 1).join(', '));
  const found = `${first} and ${second} different points in two epochs, which begin with ${beginnings.join(' and with ')}`;
  return shows('batch of 1: each step is v ← 0.5v + ∇E, w ← w − 0.1v of one point', 'each once an epoch, in random order', found, first === count && second === count && epochs[0]?.join() !== epochs[1]?.join());
}

function apart(left: LinearUnit, right: LinearUnit): number {
  return Math.max(...listed(left).map((value, index) => Math.abs(value - (listed(right)[index] ?? Number.NaN))));
}
