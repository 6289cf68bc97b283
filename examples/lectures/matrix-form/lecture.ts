import { equal } from '../lecture.ts';
import type { Finding, Lecture } from '../lecture.ts';
import { lossFalls } from '../lossFalls.ts';
import { batchActivations, batchGradients } from '../matrixForm.ts';
import { entropySigmoid, gradientsOf, numbersOf, squaredIdentity, weightsOf } from '../network.ts';
import type { NetworkWeights } from '../network.ts';
import { activationPass } from '../passes.ts';
import { trainingSamples } from '../trainingSamples.ts';
import { fourSamples } from './fourSamples.ts';
import { openVariant, withoutBiases } from './variant.ts';

const layers = ['hidden', 'output'];
/** N: the samples of each config. */
const count = 4;
const [regression, classification] = [
  {
    name: 'regression', file: 'regression.yaml', output: 'linear', unit: squaredIdentity, share: 1 / count, errors: '(F − t)/N',
    cost: (F: number, t: number) => (F - t) ** 2 / (2 * count),
  },
  {
    name: 'classification', file: 'classification.yaml', output: 'sigmoid', unit: entropySigmoid, share: 1, errors: 'F − t',
    cost: (F: number, t: number) => -t * Math.log(F) - (1 - t) * Math.log(1 - F),
  },
] as const;
type Problem = typeof regression | typeof classification;

/** Regression and binary classification of the notes, in matrices: XᵀΔ and ΔWᵀ ⊙ σ′(Z). */
export const lecture: Lecture = {
  name: 'matrix-form',
  title: 'Regression and binary classification in matrix form',
  async run(backend = 'auto') {
    const findings: Finding[] = [...await fourSamples(), await lossFalls('four samples', import.meta.url, 'four-samples.yaml', backend)];
    for (const problem of [regression, classification]) {
      findings.push(...await inMatrices(problem, true), ...await inMatrices(problem, false), await lossFalls(problem.name, import.meta.url, problem.file, backend));
    }
    return { findings: [...findings, await fromLogits()], figures: {} };
  },
};

async function inMatrices({ name, file, output, unit, share, errors, cost }: Problem, useBias: boolean): Promise<readonly Finding[]> {
  await using run = await openVariant(file, useBias ? [] : withoutBiases);
  const samples = trainingSamples(run);
  const [weights, report] = [await weightsOf(run, layers), await run.gradients(samples, { layers: true })];
  const F = batchActivations(weights, samples.inputs, unit).at(-1)?.flat() ?? [];
  const t = samples.targets.flat();
  const byHand = batchGradients(weights, samples.inputs, samples.targets, unit);
  const numbers = useBias ? numbersOf : kernelsOf;
  const what = `${name} ${useBias ? 'with' : 'without'} bias`;
  return [
    equal(`${what}: C`, [F.reduce((sum, own, index) => sum + cost(own, t[index] ?? Number.NaN), 0)], [report.loss], 1e-12),
    equal(`${what}: Δ² = ${errors}`, F.map((own, index) => (own - (t[index] ?? Number.NaN)) * share), activationPass(report, `output/${output}`).delta.flat(), 1e-12),
    equal(`${what}: XᵀΔ¹ and A¹ᵀΔ²${useBias ? ', and the sums of Δ' : ''}`, numbers(byHand).map(value => value * share), numbers(gradientsOf(report, layers)), 1e-12),
  ];
}

function kernelsOf(weights: NetworkWeights): number[] {
  return weights.flatMap(({ kernel }) => kernel.flat());
}

/** The cross entropy of logits, with the σ left to the loss, has the same gradients. */
async function fromLogits(): Promise<Finding> {
  await using probabilities = await openVariant('classification.yaml', []);
  await using logits = await openVariant('classification.yaml', [{ path: ['model', 1, 'activation'], value: 'linear' }, { path: ['loss', 'fromLogits'], value: true }]);
  const [left = [], right = []] = await Promise.all([probabilities, logits].map(async run => numbersOf(gradientsOf(await run.gradients(trainingSamples(run)), layers))));
  return equal('classification: the loss from logits, all gradients', left, right, 1e-12);
}
