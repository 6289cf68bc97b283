import { backprop } from '../gradients/backprop.ts';
import type { Compared } from './compareGradients.ts';
import { usualStep } from './evaluation.ts';
import { dataOf, recordProblem } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import type { Evidence, EvidenceChange } from './hints/evidence.ts';
import { noiseOf } from './noiseOf.ts';
import { numericGradients } from './numericGradients.ts';
import { largestDerivative, sortElements } from './openElements.ts';
import type { Part } from './parts/part.ts';
import { quantitiesBeside, upstreamOf, variableOf } from './quantities.ts';
import type { StepData } from './stepData.ts';
import type { VerifiedFigure } from './verification.ts';

/** What hints about a wrong figure are read off from; undefined for the loss, which has no derivative. */
export function evidenceOf({ kind: part, problem }: Pick<Part, 'kind' | 'problem'>, figure: VerifiedFigure, { solutions: { hand }, numeric }: Pick<Compared, 'solutions' | 'numeric'>): Evidence | undefined {
  const { kind, path, shape } = figure;
  const name = kind === 'parameter' ? `gradients/${path}` : `inputGradients/${path}`;
  const found = numeric.get(name);
  if (found === undefined || kind === 'loss') return undefined;
  const data = dataOf(problem);
  const elements = sortElements(found, hand[name] ?? [], largestDerivative(numeric)).resolved;
  const { batchSize, objective: { model } } = problem;
  const upstream = upstreamOf(problem, part, data);
  return {
    part, kind, shape, elements, batchSize, upstream, hand: hand[name] ?? new Float64Array(), numeric: found.derivatives,
    variable: variableOf(part, figure, data), quantities: kind === 'input' ? quantitiesBeside(problem, part, figure, data, hand) : [],
    rows: kind === 'parameter' && upstream !== undefined ? upstream.values.length / (model.outputs[0]?.at(-1) ?? 1) : undefined,
    matrices: matricesOf(problem, data), inputs: model.inputs.map((_, index) => data.feeds[`inputs/${index}`] ?? new Float64Array()),
    weights: data.feeds['weights'] ?? new Float64Array(), keepProbabilities: keepProbabilities(problem), noise: noiseOf(problem, name),
    output: model.inputs.length === 1 && String(model.inputs[0]) === String(model.outputs[0]) ? hand['outputs/0'] : undefined,
    async numericWith(changed) {
      const again = await numericGradients(problem, withChanges(data, changed), { step: changed.step, choose: other => (other === name ? elements : []) });
      return again.get(name)?.derivatives ?? new Float64Array();
    },
  };
}

function withChanges({ state, feeds, samples }: StepData, { input, weights, targets, parameters = {} }: EvidenceChange): StepData {
  const changed = Object.fromEntries(Object.entries(parameters).map(([path, values]) => [`parameters/${path}`, values]));
  return { samples, state: { ...state, ...changed }, feeds: { ...feeds, ...(input && { 'inputs/0': Float64Array.from(input) }), ...(weights && { weights }), ...(targets && { 'targets/0': targets }) } };
}

function keepProbabilities(problem: GradientProblem): readonly number[] {
  return [...recordProblem(problem, backprop).scalars].flatMap(([name, source]) => (name.endsWith('/probability') ? [source.at(usualStep)] : []));
}

function matricesOf({ objective: { model } }: GradientProblem, { state }: StepData): Evidence['matrices'] {
  return model.parameters.filter(({ shape }) => shape.length === 2).map(({ path, shape }) => ({ path, shape, values: state[`parameters/${path}`] ?? new Float64Array() }));
}
