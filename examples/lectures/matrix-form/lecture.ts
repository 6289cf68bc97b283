import { equal } from '../lecture.ts';
import type { Finding, Lecture } from '../lecture.ts';
import { lossFalls } from '../lossFalls.ts';
import { batchActivations, batchGradients } from '../matrixForm.ts';
import { entropySigmoid, gradientsOf, numbersOf, squaredIdentity, weightsOf } from '../network.ts';
import type { NetworkWeights } from '../network.ts';
import { openConfig } from '../openConfig.ts';
import { activationPass } from '../passes.ts';
import { fourSamples } from './fourSamples.ts';
import { modelOf, samples } from './model.ts';

const layers = ['hidden', 'output'];
const count = samples.inputs.length;
const [regression, classification] = [
  {
    name: 'regression', file: 'regression.yaml', output: 'linear', unit: squaredIdentity, share: 1 / count, errors: '(f − t)/N',
    cost: (f: number, t: number) => (f - t) ** 2 / (2 * count),
  },
  {
    name: 'classification', file: 'classification.yaml', output: 'sigmoid', unit: entropySigmoid, share: 1, errors: 'f − t',
    cost: (f: number, t: number) => -t * Math.log(f) - (1 - t) * Math.log(1 - f),
  },
] as const;
type Problem = typeof regression | typeof classification;

/** Regression and binary classification of the notes, in matrices: XᵀΔ and ΔWᵀ ⊙ σ′(Z). */
export const lecture: Lecture = {
  name: 'matrix-form',
  title: 'Regression and binary classification in matrix form',
  async run(backend = 'auto') {
    const findings: Finding[] = [...await fourSamples()];
    for (const problem of [regression, classification]) {
      findings.push(...await inMatrices(problem, true), ...await inMatrices(problem, false), await lossFalls(problem.name, import.meta.url, problem.file, backend));
    }
    return { findings: [...findings, await fromLogits()], figures: {} };
  },
};

async function inMatrices({ name, file, output, unit, share, errors, cost }: Problem, useBias: boolean): Promise<readonly Finding[]> {
  await using run = await openConfig(import.meta.url, file, { model: modelOf(output, useBias) });
  const [weights, report] = [await weightsOf(run, layers), await run.gradients(samples, { layers: true })];
  const f = batchActivations(weights, samples.inputs, unit).at(-1)?.flat() ?? [];
  const t = samples.targets.flat();
  const byHand = batchGradients(weights, samples.inputs, samples.targets, unit);
  const numbers = useBias ? numbersOf : kernelsOf;
  const what = `${name} ${useBias ? 'with' : 'without'} bias`;
  return [
    equal(`${what}: C`, [f.reduce((sum, own, index) => sum + cost(own, t[index] ?? Number.NaN), 0)], [report.loss], 1e-12),
    equal(`${what}: Δ² = ${errors}`, f.map((own, index) => (own - (t[index] ?? Number.NaN)) * share), activationPass(report, `output/${output}`).delta.flat(), 1e-12),
    equal(`${what}: XᵀΔ¹ and A¹ᵀΔ²${useBias ? ', and the sums of Δ' : ''}`, numbers(byHand).map(value => value * share), numbers(gradientsOf(report, layers)), 1e-12),
  ];
}

function kernelsOf(weights: NetworkWeights): number[] {
  return weights.flatMap(({ kernel }) => kernel.flat());
}

/** The cross entropy of logits, with the σ left to the loss, has the same gradients. */
async function fromLogits(): Promise<Finding> {
  await using probabilities = await openConfig(import.meta.url, 'classification.yaml');
  await using logits = await openConfig(import.meta.url, 'classification.yaml', { model: modelOf('linear', true), loss: { use: 'binaryCrossEntropy', reduction: 'sum' } });
  const [left, right] = await Promise.all([probabilities, logits].map(run => run.gradients(samples)));
  const numbers = (report: typeof left) => (report === undefined ? [] : numbersOf(gradientsOf(report, layers)));
  return equal('classification: the loss from logits, all gradients', numbers(left), numbers(right), 1e-12);
}
