import type { Layer } from '../../layers/layer.ts';
import type { Model } from '../../model/model.ts';
import type { ColumnType } from '../../model/recordTraining.ts';
import { RandomStream } from '../../random/randomStream.ts';
import { drawColumn } from '../columns.ts';
import type { GradientProblem } from '../gradientProblem.ts';
import type { LayerPass, PassedTensor } from '../layerPass.ts';
import { linearFunctional } from '../linearFunctional.ts';
import type { StepData } from '../stepData.ts';
import type { Culprit } from '../verification.ts';

/** A part of a model, to be verified alone, on what reaches it in the model. */
export interface Part extends Pick<Culprit, 'kind' | 'path' | 'component'> {
  readonly problem: GradientProblem;
  /** Of a part that is a layer, or stands as one. */
  readonly layer?: Layer;
  /** The layers that it is made of: where one of them is wrong, nothing is learned from the whole. */
  readonly children: readonly Layer[];
}

/** What parts are cut out of. */
export interface Whole {
  readonly problem: GradientProblem;
  readonly data: StepData;
  readonly passes: ReadonlyMap<Layer, LayerPass>;
  /** The name of a component; '' where it is not known. */
  readonly nameOf: (component: object) => string;
}

/** A problem whose loss is a random linear functional of a model's outputs, on given inputs. */
export function functionalProblem({ problem, data }: Whole, model: Model, { inputs, outputs }: LayerPass, label: string): GradientProblem {
  const coefficients = outputs.map((output, index) => drawColumn({ shape: sampleShape(output) }, problem.batchSize, new RandomStream(problem.seed, `coefficients ${label} ${index}`)));
  const [inputTypes, targets] = [inputs.map(typeOf), outputs.map(typeOf)];
  return {
    ...problem, label, columns: { inputs: inputTypes, targets },
    objective: { model, metrics: {}, losses: outputs.map(() => ({ loss: linearFunctional, weight: 1 })), targets, inputTypes },
    data: stepData(data, model, inputs.map(({ values }) => values), coefficients),
  };
}

/** The problem with the coefficients 0, so that a penalty stands alone. */
export function withoutTargets(problem: GradientProblem): GradientProblem {
  const { data } = problem;
  if (data === undefined) return problem;
  const feeds = Object.entries(data.feeds).map(([name, values]) => [name, name.startsWith('targets/') ? values.map(() => 0) : values] as const);
  return { ...problem, data: { ...data, feeds: Object.fromEntries(feeds) } };
}

/** The numbers of a step for a part of its model, on inputs and targets of its own. */
export function stepData({ state, feeds, samples }: StepData, { parameters, buffers }: Model, inputs: readonly Float64Array[], targets: readonly Float64Array[]): StepData {
  const kept = new Set([...parameters.map(({ path }) => `parameters/${path}`), ...buffers.map(({ path }) => `buffers/${path}`)]);
  const numbered = (kind: string, columns: readonly Float64Array[]) => columns.map((values, index) => [`${kind}/${index}`, values] as const);
  return {
    samples,
    state: Object.fromEntries(Object.entries(state).filter(([name]) => kept.has(name))),
    feeds: Object.fromEntries([...numbered('inputs', inputs), ...numbered('targets', targets), ['weights', feeds['weights'] ?? new Float64Array()] as const]),
  };
}

/** A model that is one layer without parameters. */
export function bareModel(layer: Layer, shapes: readonly (readonly number[])[]): Model {
  const place = { path: '', layer, spec: { outputs: shapes }, varied: false };
  return { root: layer, inputs: shapes, outputs: shapes, parameters: [], buffers: [], places: new Map([[layer, place]]) };
}

/** The type of a tensor as a column of data. */
export function typeOf(tensor: PassedTensor): ColumnType {
  return { shape: sampleShape(tensor), dtype: tensor.dtype === 'int32' ? 'int32' : 'float' };
}

/** A tensor's shape without the batch. */
export function sampleShape({ shape }: PassedTensor): readonly number[] {
  return shape.slice(1);
}
