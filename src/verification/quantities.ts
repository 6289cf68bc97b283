import { sizeOf } from '../tensor/shape.ts';
import type { Figures } from './evaluation.ts';
import type { GradientProblem } from './gradientProblem.ts';
import type { Quantity } from './hints/evidence.ts';
import { linearFunctional } from './linearFunctional.ts';
import { spreadSigmoid, spreadSoftmax } from './squashed.ts';
import type { StepData } from './stepData.ts';
import type { Culprit, VerifiedFigure } from './verification.ts';

type PartKind = Culprit['kind'];

/** What a figure is a derivative by, under the name that it goes by in formulas. */
export function variableOf(part: PartKind, { kind, path }: VerifiedFigure, { state, feeds }: StepData): Quantity {
  if (kind === 'parameter') return { name: 'w', values: state[`parameters/${path}`] ?? new Float64Array() };
  return { name: part === 'loss' ? 'prediction' : inputName(path, feeds), values: feeds[`inputs/${path}`] ?? new Float64Array() };
}

function inputName(path: string, feeds: StepData['feeds']): string {
  return 'inputs/1' in feeds ? `input${path}` : 'x';
}

/** What stands beside an input element by element: the output, the other inputs, parameters along its last axes; beside a prediction the target and what a loss makes of it. */
export function quantitiesBeside(problem: GradientProblem, part: PartKind, figure: VerifiedFigure, data: StepData, hand: Figures): readonly Quantity[] {
  const { path, shape } = figure;
  const fits = ({ values }: Quantity) => values.length === sizeOf(shape);
  if (part === 'loss') return lossQuantities(figure, data).filter(fits);
  const { model } = problem.objective;
  const outputs = model.outputs.map((own, index): Quantity => ({ name: model.outputs.length > 1 ? `output${index}` : 'y', values: String(own) === String(shape.slice(1)) ? hand[`outputs/${index}`] ?? new Float64Array() : new Float64Array() }));
  const others = model.inputs.flatMap((_, index): readonly Quantity[] => (String(index) === path ? [] : [{ name: `input${index}`, values: data.feeds[`inputs/${index}`] ?? new Float64Array() }]));
  return [...outputs, ...others, ...parametersAlong(problem, shape, data), ...functionsOf(variableOf(part, figure, data))].filter(fits);
}

/** What derivatives of activations are often written in. */
function functionsOf({ name, values }: Quantity): readonly Quantity[] {
  return [{ name: `σ(${name})`, values: spreadSigmoid(values) }, { name: `tanh(${name})`, values: values.map(Math.tanh) }];
}

function parametersAlong({ objective: { model } }: GradientProblem, shape: readonly number[], { state }: StepData): readonly Quantity[] {
  return model.parameters.flatMap(({ path, shape: own }): readonly Quantity[] => {
    const values = state[`parameters/${path}`] ?? new Float64Array();
    const along = own.length < shape.length && String(shape.slice(shape.length - own.length)) === String(own);
    return along ? [{ name: path.slice(path.lastIndexOf('/') + 1), values: Float64Array.from({ length: sizeOf(shape) }, (_, index) => values[index % values.length] ?? 0) }] : [];
  });
}

function lossQuantities({ shape }: VerifiedFigure, { feeds }: StepData): readonly Quantity[] {
  const [prediction, target] = [feeds['inputs/0'] ?? new Float64Array(), feeds['targets/0'] ?? new Float64Array()];
  const classes = shape.at(-1) ?? 1;
  const isIndex = target.length < prediction.length && target.length === prediction.length / classes;
  const wanted = isIndex ? prediction.map((_, index) => (target[Math.floor(index / classes)] === index % classes ? 1 : 0)) : target;
  const error = prediction.map((value, index) => value - (wanted[index] ?? Number.NaN));
  return [{ name: 'target', values: wanted }, { name: 'error', values: error }, { name: 'softmax(prediction)', values: spreadSoftmax(prediction, classes) }, { name: 'σ(prediction)', values: spreadSigmoid(prediction) }];
}

/** What reaches a backward: under a linear functional Σ tⱼ·yⱼ it is t, times the sample's weight over the batch size; of a loss the weight alone. */
export function upstreamOf({ objective: { losses, model }, batchSize }: GradientProblem, part: PartKind, { feeds }: StepData): Quantity | undefined {
  const [only, ...others] = losses;
  const weights = feeds['weights'];
  if (only === undefined || others.length > 0 || weights === undefined) return undefined;
  const size = sizeOf(model.outputs[0] ?? []);
  const share = (index: number) => ((weights[Math.floor(index / size)] ?? 0) * only.weight) / (only.loss.batchReduction === 'mean' ? batchSize : 1);
  if (part === 'loss') return { name: 'dValues', values: Float64Array.from({ length: batchSize * size }, (_, index) => share(index)) };
  const targets = feeds['targets/0'];
  if (only.loss !== linearFunctional || targets === undefined || targets.every(target => target === 0)) return undefined;
  return { name: 'dy', values: targets.map((target, index) => target * share(index)) };
}
