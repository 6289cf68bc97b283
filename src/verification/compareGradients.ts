import { backwardMagnitude } from './backwardMagnitude.ts';
import { compareFigure } from './compareFigure.ts';
import type { FigureSubject } from './compareFigure.ts';
import { chooseElements } from './chooseElements.ts';
import type { Figures } from './evaluation.ts';
import { dataOf, differentiated } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { numericGradients } from './numericGradients.ts';
import type { NumericGradient } from './numericGradients.ts';
import { solveEveryWay } from './solutions.ts';
import type { Solutions } from './solutions.ts';
import { defaultBackends } from './testedBackends.ts';
import type { TestedBackend } from './testedBackends.ts';
import { raisedTo, scaledTo, strictTolerances, tolerances } from './tolerances.ts';
import type { Verification, VerifiedFigure } from './verification.ts';

/** How a problem is verified. */
export interface VerifyOptions {
  /** Where the hand-written gradients are computed in float32, and tf.js differentiates; `typescript` if left out, `await testedBackends()` gives all. */
  readonly backends?: readonly TestedBackend[];
  /** Tightens the tolerances, and fails a figure that could not be compared. */
  readonly strict?: boolean;
  /** How many elements of a gradient are compared, 256 if left out: those that look worst, and others at random. */
  readonly elements?: number;
}

/** What a verification finds before it looks for culprits. */
export type Findings = Omit<Verification, 'verdict' | 'culprits' | 'loneAutodiff' | 'seconds'>;

/** Findings, and the numbers that they come from. */
export interface Compared {
  readonly findings: Findings;
  readonly solutions: Solutions;
  readonly numeric: ReadonlyMap<string, NumericGradient>;
}

/** Compares every gradient of a problem: by hand in float64, central differences, automatic differentiation, and by hand on every backend. */
export async function compareGradients(problem: GradientProblem, { backends = defaultBackends, strict = false, elements = 256 }: VerifyOptions = {}): Promise<Compared> {
  const data = dataOf(problem);
  const solutions = await solveEveryWay(problem, data, backends);
  const closeness = closenessOf(strict, largestOf(problem, solutions.hand));
  const numeric = await numericGradients(problem, data, closeness.differences, chooseElements(solutions, elements, problem.seed));
  const surrogate = hasSurrogate(problem);
  const figures: VerifiedFigure[] = [];
  for (const subject of subjectsOf(problem)) {
    const comparison = { solutions, numeric: numeric.get(subject.name), tolerances: closeness, surrogate };
    const figure = compareFigure(subject, comparison);
    const doubted = figure.status.startsWith('differs') || figure.status === 'autodiff alone';
    figures.push(doubted ? compareFigure(subject, { ...comparison, tolerances: { ...closeness, float32: raisedTo(closeness.float32, await backwardMagnitude(problem, data, subject.name)) } }) : figure);
  }
  return { solutions, numeric, findings: findingsOf(problem, figures, solutions, strict) };
}

function findingsOf({ label, batchSize }: GradientProblem, figures: readonly VerifiedFigure[], { backends, autodiff, missing }: Solutions, strict: boolean): Findings {
  return {
    subject: label, strict, figures, batchSize, missing, passed: !figures.some(figure => isFailure(figure, strict)),
    backends: [...backends.keys()], devices: [...autodiff.keys()],
    kinks: figures.reduce((sum, { kinks }) => sum + kinks, 0),
  };
}

/** True for a figure that a verification fails for. */
export function isFailure({ status }: VerifiedFigure, strict = false): boolean {
  return status === 'wrong' || status.startsWith('differs') || (strict && status === 'not compared');
}

function closenessOf(strict: boolean, largest: number) {
  const { differences, float32 } = strict ? strictTolerances : tolerances;
  return { differences: scaledTo(differences, largest), float32: scaledTo(float32, largest) };
}

/** The largest gradient of a step, which says what is near to 0. */
function largestOf(problem: GradientProblem, hand: Figures): number {
  const names = gradientsOf(problem).map(({ name }) => name);
  return names.reduce((largest, name) => (hand[name] ?? new Float64Array()).reduce((own, value) => Math.max(own, Math.abs(value) || 0), largest), 0);
}

function subjectsOf(problem: GradientProblem): readonly FigureSubject[] {
  return [...gradientsOf(problem), { name: 'loss', kind: 'loss', path: 'loss', layer: '', shape: [] }];
}

/** The figures that are gradients: of every parameter, and of every float input. */
function gradientsOf(problem: GradientProblem): readonly FigureSubject[] {
  const { objective: { model, inputTypes }, batchSize } = problem;
  return differentiated(problem, { state: {}, feeds: {} }).map(([name]): FigureSubject => {
    const path = name.slice(name.indexOf('/') + 1);
    if (name.startsWith('gradients/')) return { name, kind: 'parameter', path, layer: layerOf(path), shape: model.parameters.find(own => own.path === path)?.shape ?? [] };
    return { name, kind: 'input', path, layer: '', shape: [batchSize, ...inputTypes[Number(path)]?.shape ?? []] };
  });
}

function layerOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Whether a backward is declared in the model that is not the derivative. */
export function hasSurrogate({ objective: { model } }: GradientProblem): boolean {
  return [...model.places.values()].some(({ layer }) => layer.surrogate === true);
}
