import type { Backend, StateEntry } from '../backends/backend.ts';
import type { GradientEngine } from '../gradients/gradientEngine.ts';
import { recordReport } from '../training/recordStep.ts';
import type { Recorded } from '../training/recordStep.ts';
import type { Objective } from '../model/recordTraining.ts';
import { sizeOf } from '../tensor/shape.ts';
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
}

/** The step's numbers. */
export function dataOf({ objective, columns, batchSize, seed }: GradientProblem, rows = batchSize): StepData {
  return drawStepData(objective.model, columns, rows, seed);
}

/** The step with all its gradients as outputs. */
export function recordProblem({ objective, batchSize }: GradientProblem, engine: GradientEngine, rows = batchSize): Recorded {
  return recordReport(objective, engine, rows);
}

/** The state that the step reads. */
export function stateOf({ objective: { model } }: GradientProblem): readonly StateEntry[] {
  const entry = (name: string, shape: readonly number[]): StateEntry => ({ name, shape, dtype: 'float' });
  return [...model.parameters.map(({ path, shape }) => entry(`parameters/${path}`, shape)), ...model.buffers.map(({ path, shape }) => entry(`buffers/${path}`, shape))];
}

/** Loss, outputs and gradients on a backend; throws where one is not finite. A float input without a gradient has zeros, as automatic differentiation gives them. */
export async function solve(problem: GradientProblem, backend: Backend, engine: GradientEngine, data: StepData, options: EvaluationOptions & { readonly seed?: number } = {}): Promise<Figures> {
  const recorded = recordProblem(problem, engine, data.samples.length);
  const figures = completed(problem, await evaluateOnce(backend, recorded, stateOf(problem), data, options), data.samples.length);
  expectFinite(problem, figures, backend.name);
  return figures;
}

/** Two NaN are close to one another, so that numbers are looked at before they are compared. */
export function expectFinite(problem: GradientProblem, figures: Figures, backend: string): void {
  for (const [name, values] of Object.entries(figures)) {
    const index = values.findIndex(value => !Number.isFinite(value));
    if (index >= 0) throw new Error(`${problem.label}: ${figureName(problem, name)} on ${backend}: element ${index} is ${values[index]}`);
  }
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
