import type { Backend } from '../backends/backend.ts';
import { autodiff } from '../gradients/autodiff.ts';
import { backprop } from '../gradients/backprop.ts';
import type { GradientEngine } from '../gradients/gradientEngine.ts';
import { GraphRecorder } from '../graph/graphRecorder.ts';
import { record } from '../tensor/tensor.ts';
import type { Figures } from './evaluation.ts';
import { figuresOf, recordProblem } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import type { StepData } from './stepData.ts';
import { oracle } from './testedBackends.ts';
import type { TestedBackend } from './testedBackends.ts';
import type { Missing } from './verification.ts';

/** A step, solved in every way that there is. */
export interface Solutions {
  /** By hand in float64. */
  readonly hand: Figures;
  /** By hand, for each backend. */
  readonly backends: ReadonlyMap<string, Figures>;
  /** By automatic differentiation, for each device. */
  readonly autodiff: ReadonlyMap<string, Figures>;
  readonly missing: readonly Missing[];
}

/** Solves a step by hand on the float64 oracle and on every backend, and by automatic differentiation on those that have one. */
export async function solveEveryWay(problem: GradientProblem, data: StepData, tested: readonly TestedBackend[]): Promise<Solutions> {
  const solutions = { hand: await figuresOf(problem, oracle(), backprop, data), backends: new Map<string, Figures>(), autodiff: new Map<string, Figures>(), missing: [] as Missing[] };
  for (const { name, backend, missing } of tested) {
    if (backend === undefined) {
      solutions.missing.push({ name, reason: missing ?? 'it is not installed' });
      continue;
    }
    await solveOn(solutions, name, backend, problem, data);
  }
  return solutions;
}

type Growing = { readonly [Key in 'backends' | 'autodiff']: Map<string, Figures> } & { readonly missing: Missing[] };

async function solveOn({ backends, autodiff: taped, missing }: Growing, name: string, backend: Backend, problem: GradientProblem, data: StepData): Promise<void> {
  const gap = gapIn(problem, backend, backprop);
  if (gap === undefined) backends.set(name, await figuresOf(problem, backend, backprop, data));
  else missing.push({ name, reason: gap });
  if (gap !== undefined || !differentiates(backend)) return;
  const figures = await differentiated(problem, backend, data);
  if (typeof figures === 'string') missing.push({ name: `automatic differentiation on ${name}`, reason: figures });
  else taped.set(name, figures);
}

/** What automatic differentiation gives, or why it gives nothing: tf.js throws on some gradients. */
async function differentiated(problem: GradientProblem, backend: Backend, data: StepData): Promise<Figures | string> {
  const gap = gapIn(problem, backend, autodiff);
  if (gap !== undefined) return gap;
  try {
    return await figuresOf(problem, backend, autodiff, data);
  } catch (error) {
    return `it throws: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Why a backend cannot run the step, undefined where it can. */
export function gapIn(problem: GradientProblem, backend: Backend, engine: GradientEngine): string | undefined {
  const [gap] = backend.gaps(recordProblem(problem, engine).graph);
  return gap && `${gap.operation} in ${gap.path}: ${gap.reason}`;
}

/** True for a backend that has an automatic differentiation at all. */
export function differentiates(backend: Backend): boolean {
  const recorder = new GraphRecorder();
  const x = recorder.input({ from: 'feed', name: 'x' }, { shape: [], dtype: 'float' });
  return backend.gaps(recorder.graph({ dx: record('gradient', [x.mul(x), x], {}) })).length === 0;
}
