import type { GradientReport } from 'chainrule';
import { equal } from '../lecture.ts';
import type { Finding, Lecture } from '../lecture.ts';
import { activationsOf, deltasOf } from '../loops.ts';
import { lossFalls } from '../lossFalls.ts';
import { batchActivations, batchDeltas } from '../matrixForm.ts';
import { gradientsOf, moved, numbersOf, sigmoid, sigmoidSlope, squaredSigmoid, weightsOf } from '../network.ts';
import type { NetworkWeights, OutputUnit } from '../network.ts';
import { openConfig } from '../openConfig.ts';
import { activationPass } from '../passes.ts';
import { figuresOf } from './figures.ts';
import { slopesByPaths } from './paths.ts';

const layers = ['layer1', 'layer2', 'layer3'];
const [x, y] = [[0.9, 0.2, 0.7], 0];
const record = { inputs: [x], targets: [[y]] };
/** η of the config. */
const rate = 0.5;

/** The 3-4-3-1 network: the chain rule written out as a sum over paths, as the recursion of δ, and in matrices. */
export const lecture: Lecture = {
  name: 'chain-rule',
  title: 'The chain rule in the 3-4-3-1 network',
  async run(backend = 'auto') {
    await using run = await openConfig(import.meta.url, 'chain-rule.yaml');
    const [weights, report] = [await weightsOf(run, layers), await run.gradients(record, { layers: true })];
    const findings = [...byPaths(weights, report), ...byRecursion(weights, report), ...ofAscent(weights, report)];
    await run.step(record);
    findings.push(...bothSigns(weights, gradientsOf(report, layers), await weightsOf(run, layers)));
    findings.push(await lossFalls('the four records', import.meta.url, 'chain-rule.yaml', backend));
    return { findings, figures: figuresOf(weights, x, y) };
  },
};

/** ∂E/∂W = (ŷ − y)·∂ŷ/∂W, the sum over all paths, for every single weight. */
function byPaths(weights: NetworkWeights, report: GradientReport): readonly Finding[] {
  const error = prediction(weights) - y;
  const byHand = slopesByPaths(weights, x);
  return gradientsOf(report, layers).flatMap(({ kernel, bias }, index) => [
    equal(`∂E/∂W${index + 1}: each of ${kernel.flat().length} weights, as the sum over paths`, byHand[index]?.kernel.flat().map(slope => error * slope) ?? [], kernel.flat(), 1e-12),
    equal(`∂E/∂b${index + 1}: each of ${bias.length} biases, as the sum over paths`, byHand[index]?.bias.map(slope => error * slope) ?? [], bias, 1e-12),
  ]);
}

/** δ of each layer, component by component and in matrices. */
function byRecursion(weights: NetworkWeights, report: GradientReport): readonly Finding[] {
  const components = deltasOf(weights, activationsOf(weights, x, squaredSigmoid), [y], squaredSigmoid);
  const matrices = batchDeltas(weights, batchActivations(weights, [x], squaredSigmoid), [[y]], squaredSigmoid);
  return layers.flatMap((layer, index) => {
    const delta = activationPass(report, `${layer}/sigmoid`).delta.flat();
    return [
      equal(`δ${index + 1} by components`, components[index] ?? [], delta, 1e-12),
      equal(`δ${index + 1} in matrix form`, matrices[index]?.flat() ?? [], delta, 1e-12),
    ];
  });
}

/** δ with the sign of the prediction error, δ³ = (y − ŷ)·σ′(z³), is −δ of the descent in every layer: the recursion is the same. */
function ofAscent(weights: NetworkWeights, report: GradientReport): readonly Finding[] {
  const predictionError: OutputUnit = { f: sigmoid, delta: (a, t) => (t - a) * sigmoidSlope(a) };
  const ascent = deltasOf(weights, activationsOf(weights, x, predictionError), [y], predictionError);
  return layers.map((layer, index) => {
    const descent = activationPass(report, `${layer}/sigmoid`).delta.flat();
    return equal(`δ${index + 1} of the ascent, from δ3 = (y − ŷ) σ′(z3), is −δ${index + 1} of the descent`, ascent[index] ?? [], descent.map(value => -value), 1e-12);
  });
}

/** The step of the framework, by descent on ½(ŷ − y)² and by ascent with the prediction error y − ŷ. */
function bothSigns(weights: NetworkWeights, gradients: NetworkWeights, stepped: NetworkWeights): readonly Finding[] {
  const error = y - prediction(weights);
  return [
    equal('descent: W − η ∂E/∂W with E = ½(ŷ − y)²', numbersOf(moved(weights, gradients, -rate)), numbersOf(stepped), 1e-12),
    equal('ascent: W + η E ∂ŷ/∂W with E = y − ŷ', numbersOf(moved(weights, slopesByPaths(weights, x), rate * error)), numbersOf(stepped), 1e-12),
  ];
}

function prediction(weights: NetworkWeights): number {
  return activationsOf(weights, x, squaredSigmoid).at(-1)?.[0] ?? Number.NaN;
}
