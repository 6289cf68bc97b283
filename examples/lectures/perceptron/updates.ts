import { dense, givenValues, perceptron } from 'chainrule';
import { equal, shows } from '../lecture.ts';
import type { Finding } from '../lecture.ts';
import { linearUnitOf, listed } from '../linearUnit.ts';
import type { LinearUnit } from '../linearUnit.ts';
import { openConfig, oracle } from '../openConfig.ts';
import { trainingSamples } from '../trainingSamples.ts';
import type { Samples } from '../trainingSamples.ts';
import { learned, predicted } from './rule.ts';

const file = 'separable.yaml';
const [rate, epochs] = [0.1, 12];

/** What one misclassified point of each label does to the first weights. */
export async function singleUpdates(): Promise<readonly Finding[]> {
  return Promise.all([1, 0].map(async label => {
    await using run = await openConfig(import.meta.url, file, oracle);
    const before = await linearUnitOf(run);
    const { inputs, targets } = trainingSamples(run);
    const point = inputs.find((each, index) => targets[index]?.[0] === label && predicted(before, each) !== label) ?? [];
    await run.step({ inputs: [point], targets: [[label]] });
    return updateFinding(label, point, before, await linearUnitOf(run));
  }));
}

function updateFinding(label: number, point: readonly number[], before: LinearUnit, after: LinearUnit): Finding {
  const expected = listed(before).map((value, index) => value + (label === 1 ? rate : -rate) * ([...point, 1][index] ?? Number.NaN));
  const holds = expected.every((value, index) => Math.abs(value - (listed(after)[index] ?? Number.NaN)) < 1e-12);
  const move = `(${textOf(listed(before))}) → (${textOf(listed(after))})`;
  return shows(`the misclassified point (${textOf(point)}) with label ${label}`, `${label === 1 ? 'adds' : 'subtracts'} 0.1·(p, q, 1)`, move, holds);
}

function textOf(values: readonly number[]): string {
  return values.map(value => Number(value.toFixed(4))).join(', ');
}

/** The weights after every single point of all epochs, by the rule and by the framework. */
export async function pointByPoint(): Promise<readonly Finding[]> {
  await using run = await openConfig(import.meta.url, file, oracle);
  const samples = trainingSamples(run);
  const [byRule, count] = [taught(await linearUnitOf(run), samples), samples.inputs.length];
  const byFramework: number[] = [];
  for (let step = 0; step < epochs * count; step++) {
    await run.train({ steps: 1 });
    byFramework.push(...listed(await linearUnitOf(run)));
  }
  return [
    equal(`(w₁, w₂, b) after each of ${epochs} × ${count} points, rule and framework`, byRule, byFramework, 1e-12),
    equal('(w₁, w₂, b) at the end, rule and the loss `perceptron` on the score', byRule.slice(-3), await byCriterion(), 1e-12),
  ];
}

/** (w₁, w₂, b) after each point of all epochs. */
function taught(first: LinearUnit, { inputs, targets }: Samples): readonly number[] {
  let unit = first;
  return Array.from({ length: epochs }, () => inputs.map((point, index) => {
    unit = learned(unit, point, targets[index]?.[0] ?? Number.NaN, rate);
    return listed(unit);
  })).flat(2);
}

/** The same algorithm by another door: no step in the model, and a loss that reads the side off the score. */
async function byCriterion(): Promise<readonly number[]> {
  const model = [dense({ name: 'unit', units: 1, kernelInitializer: givenValues([[0.4], [-0.6]]), biasInitializer: givenValues([0.2]) })];
  await using run = await openConfig(import.meta.url, file, { ...oracle, model, loss: perceptron() });
  await run.train();
  return listed(await linearUnitOf(run));
}
