import type { Backend, StateEntry } from '../backends/backend.ts';
import type { GradientEngine } from '../gradients/gradientEngine.ts';
import { recordTraining } from '../model/recordTraining.ts';
import type { Objective } from '../model/recordTraining.ts';
import { sizeOf } from '../tensor/shape.ts';
import { recordReport } from '../training/recordStep.ts';
import type { Recorded } from '../training/recordStep.ts';
import { expectClose } from './closeTo.ts';
import type { Tolerance } from './closeTo.ts';
import { evaluateOnce } from './evaluation.ts';
import type { EvaluationOptions, Figures } from './evaluation.ts';
import { drawStepData } from './stepData.ts';
import type { StepColumns, StepData } from './stepData.ts';

/** A training step whose gradients are to be checked: what is differentiated, and for which numbers. */
export interface GradientProblem {
  /** Names component and case in errors. */
  readonly label: string;
  readonly objective: Objective;
  readonly columns: StepColumns;
  readonly batchSize: number;
  /** Draws the step's numbers. */
  readonly seed: number;
  /** The step's numbers, where they are given and not drawn. */
  readonly data?: StepData;
  /** The name that a component of the objective goes by. */
  readonly nameOf?: (component: object) => string;
  /** True where components of a plugin, or of the caller's own code, take part: what they throw is a mistake of theirs. */
  readonly foreign?: boolean;
}

/** The step's numbers; given ones are those of the whole batch. */
export function dataOf({ objective, columns, batchSize, seed, data }: GradientProblem, rows = batchSize): StepData {
  return data !== undefined && rows === batchSize ? data : drawStepData(objective.model, columns, rows, seed);
}

/** The step with all its gradients as outputs. */
export function recordProblem({ objective, batchSize }: GradientProblem, engine: GradientEngine, rows = batchSize): Recorded {
  return recordReport(objective, engine, rows);
}

/** The step's loss alone, with the noise of the whole step. */
export function recordLoss({ objective, batchSize }: GradientProblem): Recorded {
  const { recording, total } = recordTraining(objective, { batchSize, training: true });
  return { graph: recording.recorder.graph({ loss: total }), scalars: recording.scalars };
}

/** The state that the step reads. */
export function stateOf({ objective: { model } }: GradientProblem): readonly StateEntry[] {
  const entry = (name: string, shape: readonly number[]): StateEntry => ({ name, shape, dtype: 'float' });
  return [...model.parameters.map(({ path, shape }) => entry(`parameters/${path}`, shape)), ...model.buffers.map(({ path, shape }) => entry(`buffers/${path}`, shape))];
}

/** Loss, outputs and gradients on a backend; throws where one is not finite. A float input without a gradient has zeros, as automatic differentiation gives them. */
export async function solve(problem: GradientProblem, backend: Backend, engine: GradientEngine, data: StepData, options: EvaluationOptions = {}): Promise<Figures> {
  const figures = await figuresOf(problem, backend, engine, data, options);
  expectFinite(problem, figures, backend.name);
  return figures;
}

/** What `solve` gives, finite or not. */
export async function figuresOf(problem: GradientProblem, backend: Backend, engine: GradientEngine, data: StepData, options: EvaluationOptions = {}): Promise<Figures> {
  const recorded = recordProblem(problem, engine, data.samples.length);
  return completed(problem, await evaluateOnce(backend, recorded, stateOf(problem), data, options), data.samples.length);
}

/** Two NaN are close to one another, so that numbers are looked at before they are compared. */
export function expectFinite(problem: GradientProblem, figures: Figures, backend: string): void {
  for (const [name, values] of Object.entries(figures)) {
    const index = values.findIndex(value => !Number.isFinite(value));
    if (index >= 0) throw new Error(`${problem.label}: ${figureName(problem, name)} on ${backend}: element ${index} is ${values[index]}`);
  }
}

/** The arrays that the loss is differentiated by, with the name of their gradient. */
export function differentiated({ objective: { inputTypes, model } }: GradientProblem, { state, feeds }: Pick<StepData, 'state' | 'feeds'>): readonly (readonly [string, Float64Array])[] {
  const inputs = inputTypes.flatMap(({ dtype }, index) => (dtype === 'float' ? [[`inputGradients/${index}`, feeds[`inputs/${index}`] ?? new Float64Array()] as const] : []));
  return [...model.parameters.map(({ path }) => [`gradients/${path}`, state[`parameters/${path}`] ?? new Float64Array()] as const), ...inputs];
}

/** The figures with zeros for the inputs that have no gradient. */
export function completed({ objective: { inputTypes } }: GradientProblem, figures: Figures, rows: number): Figures {
  const zeros = inputTypes.flatMap(({ shape, dtype }, index): [string, Float64Array][] => (
    dtype === 'float' ? [[`inputGradients/${index}`, new Float64Array(rows * sizeOf(shape))]] : []));
  return { ...Object.fromEntries(zeros), ...figures };
}

/** Compares all figures of two solutions of a problem. */
export function expectSameFigures(problem: GradientProblem, actual: Figures, expected: Figures, tolerance: Tolerance, how: string): void {
  for (const [name, values] of Object.entries(expected)) {
    expectClose(actual[name] ?? [], values, tolerance, `${problem.label}: ${figureName(problem, name)} ${how}`);
  }
}

/** `gradients/dense/kernel` as `gradient of dense/kernel [4, 3]`. */
export function figureName({ objective: { model, inputTypes } }: GradientProblem, name: string): string {
  const [kind = '', ...rest] = name.split('/');
  const which = rest.join('/');
  if (kind === 'gradients') return `gradient of ${which} [${model.parameters.find(({ path }) => path === which)?.shape.join(', ')}]`;
  if (kind === 'inputGradients') return `gradient of input ${which} [${['batch', ...inputTypes[Number(which)]?.shape ?? []].join(', ')}]`;
  return kind === 'outputs' ? `output ${which}` : name;
}
