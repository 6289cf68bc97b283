import { affordableElements, chooseElements } from './chooseElements.ts';
import { compareFigure } from './compareFigure.ts';
import type { Comparison, FigureSubject } from './compareFigure.ts';
import type { Figures } from './evaluation.ts';
import { dataOf, differentiated } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { numericGradients } from './numericGradients.ts';
import type { NumericGradient } from './numericGradients.ts';
import { largestDerivative } from './openElements.ts';
import { float32Rounding, float64Rounding, roundingErrors } from './roundingErrors.ts';
import { solveEveryWay } from './solutions.ts';
import type { Solutions } from './solutions.ts';
import { defaultBackends } from './testedBackends.ts';
import type { TestedBackend } from './testedBackends.ts';
import { scaledTo, strictTolerances, tolerances } from './tolerances.ts';
import type { Verification, VerifiedFigure } from './verification.ts';

/** How a problem is verified. */
export interface VerifyOptions {
  /** Where the hand-written gradients are computed in float32, and tf.js differentiates; `typescript` if left out, `await testedBackends()` gives all. */
  readonly backends?: readonly TestedBackend[];
  /** Tightens the tolerances, and fails a figure with elements that nothing could be compared with. */
  readonly strict?: boolean;
  /** How many elements of a gradient are compared by themselves: those that look worst, and others at random. If left out as many as take some seconds, 32 to 4096. All others are compared in groups. */
  readonly elements?: number;
}

/** What a verification finds before it looks for culprits. */
export type Findings = Omit<Verification, 'verdict' | 'culprits' | 'loneAutodiff' | 'batchSizes' | 'seconds'>;

/** Findings, and the numbers that they come from. */
export interface Compared {
  readonly findings: Findings;
  readonly solutions: Solutions;
  readonly numeric: ReadonlyMap<string, NumericGradient>;
}

/** Compares every gradient of a problem: by hand in float64, central differences, automatic differentiation, and by hand on every backend. */
export async function compareGradients(problem: GradientProblem, { backends = defaultBackends, strict = false, elements }: VerifyOptions = {}): Promise<Compared> {
  const data = dataOf(problem);
  const solutions = await solveEveryWay(problem, data, backends);
  const { hand } = solutions;
  const float64 = await roundingErrors(problem, data, hand, float64Rounding);
  const limit = elements ?? affordableElements(problem, gradientsOf(problem).length);
  const numeric = await numericGradients(problem, data, { choose: chooseElements(solutions, limit, problem.seed), noise: float64['loss']?.[0] ?? 0, expected: hand });
  const common = { solutions, tolerances: closenessOf(strict, largestOf(problem, hand)), largest: largestDerivative(numeric), surrogate: hasSurrogate(problem) };
  const comparisons = subjectsOf(problem).map(subject => ({ subject, comparison: { ...common, numeric: numeric.get(subject.name), rounding: { float64 } } }));
  const inFloat32 = once(() => roundingErrors(problem, data, hand, float32Rounding));
  const figures: VerifiedFigure[] = [];
  for (const { subject, comparison } of comparisons) figures.push(await compared(subject, comparison, inFloat32));
  return { solutions, numeric, findings: findingsOf(problem, figures, solutions, strict) };
}

/** Nothing is blamed for what rounding in float32 explains. */
async function compared(subject: FigureSubject, comparison: Comparison, inFloat32: () => Promise<Figures>): Promise<VerifiedFigure> {
  const figure = compareFigure(subject, comparison);
  if (figure.status === 'agrees' && figure.unchecked === 0) return figure;
  return compareFigure(subject, { ...comparison, rounding: { ...comparison.rounding, float32: await inFloat32() } });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function findingsOf({ label, batchSize }: GradientProblem, figures: readonly VerifiedFigure[], { backends, autodiff, missing }: Solutions, strict: boolean): Findings {
  return {
    subject: label, strict, figures, batchSize, missing, passed: !figures.some(figure => isFailure(figure, strict)),
    backends: [...backends.keys()], devices: [...autodiff.keys()],
    kinks: figures.reduce((sum, { kinks }) => sum + kinks, 0),
  };
}

/** True for a figure that a verification fails for. */
export function isFailure({ status, unchecked }: VerifiedFigure, strict = false): boolean {
  return status === 'wrong' || status === 'not finite' || status.startsWith('differs') || (strict && unchecked > 0);
}

/** Differences know their own errors, so that what is left to tolerate of them is relative. */
function closenessOf(strict: boolean, largest: number): Comparison['tolerances'] {
  const { differences, float32 } = strict ? strictTolerances : tolerances;
  return { differences: { relative: differences.relative, absolute: 0 }, float32: scaledTo(float32, largest) };
}

/** The largest gradient of a step, which says what is near to 0. */
function largestOf(problem: GradientProblem, hand: Figures): number {
  const names = gradientsOf(problem).map(({ name }) => name);
  return names.reduce((largest, name) => (hand[name] ?? new Float64Array()).reduce((own, value) => Math.max(own, Number.isFinite(value) ? Math.abs(value) : 0), largest), 0);
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
