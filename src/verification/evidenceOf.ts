import { backprop } from '../gradients/backprop.ts';
import type { Compared } from './compareGradients.ts';
import { usualStep } from './evaluation.ts';
import { dataOf, recordProblem } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import type { Evidence } from './hints/evidence.ts';
import { linearFunctional } from './linearFunctional.ts';
import { numericGradients } from './numericGradients.ts';
import type { StepData } from './stepData.ts';
import { tolerances } from './tolerances.ts';
import type { VerifiedFigure } from './verification.ts';

/** What hints about a wrong figure are read off from; undefined for the loss, which has no derivative. */
export function evidenceOf(problem: GradientProblem, figure: VerifiedFigure, { solutions: { hand }, numeric }: Pick<Compared, 'solutions' | 'numeric'>): Evidence | undefined {
  const { kind, path, shape } = figure;
  const name = kind === 'parameter' ? `gradients/${path}` : `inputGradients/${path}`;
  const found = numeric.get(name);
  if (found === undefined || kind === 'loss') return undefined;
  const data = dataOf(problem);
  const kinks = new Set(found.kinks);
  const elements = found.elements.filter(index => !kinks.has(index));
  const { batchSize, objective: { model } } = problem;
  return {
    kind, shape, elements, batchSize, hand: hand[name] ?? new Float64Array(), numeric: found.derivatives,
    values: (kind === 'parameter' ? data.state[`parameters/${path}`] : data.feeds[`inputs/${path}`]) ?? new Float64Array(),
    weights: data.feeds['weights'] ?? new Float64Array(), keepProbabilities: keepProbabilities(problem), upstream: upstreamOf(problem, data),
    output: model.inputs.length === 1 && String(model.inputs[0]) === String(model.outputs[0]) ? hand['outputs/0'] : undefined,
    async numericWith(changed) {
      const again = await numericGradients(problem, withChanges(data, changed), tolerances.differences, other => (other === name ? elements : []));
      return again.get(name)?.derivatives ?? new Float64Array();
    },
  };
}

function withChanges(data: StepData, { input, weights }: Parameters<Evidence['numericWith']>[0]): StepData {
  return { ...data, feeds: { ...data.feeds, ...(input && { 'inputs/0': Float64Array.from(input) }), ...(weights && { weights }) } };
}

function keepProbabilities(problem: GradientProblem): readonly number[] {
  return [...recordProblem(problem, backprop).scalars].flatMap(([name, source]) => (name.endsWith('/probability') ? [source.at(usualStep)] : []));
}

/** Under a linear functional Σ tⱼ·yⱼ the gradient of the output is t, times the sample's weight over the batch size. */
function upstreamOf({ objective: { losses }, batchSize }: GradientProblem, { feeds }: StepData): Float64Array | undefined {
  const [targets, weights] = [feeds['targets/0'], feeds['weights']];
  if (losses.length !== 1 || losses[0]?.loss !== linearFunctional || targets === undefined || weights === undefined) return undefined;
  const size = targets.length / batchSize;
  return targets.map((target, index) => (target * (weights[Math.floor(index / size)] ?? 0)) / batchSize);
}
