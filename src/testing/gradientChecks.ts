import type { Backend } from '../backends/backend.ts';
import { autodiff } from '../gradients/autodiff.ts';
import { backprop } from '../gradients/backprop.ts';
import type { GradientEngine } from '../gradients/gradientEngine.ts';
import type { Figures } from '../verification/evaluation.ts';
import { dataOf, expectSameFigures, solve } from '../verification/gradientProblem.ts';
import type { GradientProblem } from '../verification/gradientProblem.ts';
import { differentiates, gapIn } from '../verification/solutions.ts';
import { oracle } from '../verification/testedBackends.ts';
import type { TestedBackend } from '../verification/testedBackends.ts';
import { tolerances } from '../verification/tolerances.ts';
import { additivityChecks } from './additivityChecks.ts';
import type { Check } from './check.ts';
import { checkDifferences } from './differencesCheck.ts';

export interface GradientCheckOptions {
  readonly backends: readonly TestedBackend[];
  /** Why a sample's part in the gradients depends on the other samples of its batch (batch statistics); such a component has no sum over single samples. */
  readonly dependsOnBatch?: string | undefined;
}

/**
 * The checks that every differentiable component shares: hand-written gradients against central differences, against automatic differentiation, and on every
 * backend against the float64 oracle; sums over samples; padding; repeatability. `make` builds the problem from nothing each time.
 */
export function gradientChecks(make: () => GradientProblem, { backends, dependsOnBatch }: GradientCheckOptions): readonly Check[] {
  const problem = make();
  const expected = once(() => solve(problem, oracle(), backprop, dataOf(problem)));
  return [
    { name: 'hand-written gradients agree with central differences in float64', skip: surrogates(problem), run: () => checkDifferences(problem) },
    ...additivityChecks(problem, dependsOnBatch),
    repeatability(make, { name: 'the oracle', backend: oracle() }),
    ...backends.flatMap(tested => backendChecks(make, expected, tested)),
  ];
}

function backendChecks(make: () => GradientProblem, expected: () => Promise<Figures>, tested: TestedBackend): readonly Check[] {
  const { name, backend } = tested;
  if (backend === undefined) return [{ name: `gradients on ${name}`, skip: tested.missing, run: () => {} }];
  const against = (engine: GradientEngine, title: string) => agreement(make(), expected, backend, engine, title);
  const byHand = against(backprop, `hand-written gradients on ${name} agree with the float64 oracle`);
  const byTape = () => against(autodiff, `automatic differentiation on ${name} agrees with the hand-written gradients`);
  return [byHand, repeatability(make, tested), ...(differentiates(backend) ? [byTape()] : [])];
}

function agreement(problem: GradientProblem, expected: () => Promise<Figures>, backend: Backend, engine: GradientEngine, name: string): Check {
  return {
    name, skip: gapIn(problem, backend, engine),
    async run() {
      const figures = await solve(problem, backend, engine, dataOf(problem));
      expectSameFigures(problem, figures, await expected(), tolerances.float32, `by ${engine.name} on ${backend.name}`);
    },
  };
}

function repeatability(make: () => GradientProblem, { name, backend = oracle() }: TestedBackend): Check {
  return {
    name: `the same seed gives the same bits on ${name}`, skip: gapIn(make(), backend, backprop),
    async run() {
      const [problem, again] = [make(), make()];
      const first = await solve(problem, backend, backprop, dataOf(problem));
      expectSameFigures(problem, await solve(again, backend, backprop, dataOf(again)), first, exact, `when repeated on ${name}`);
    },
  };
}

const exact = { relative: 0, absolute: 0 };

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function surrogates({ objective: { model } }: GradientProblem): string | undefined {
  const declared = [...model.places.values()].filter(({ layer }) => layer.surrogate === true).map(({ path }) => path || 'the layer');
  return declared.length === 0 ? undefined : `declared surrogate in ${declared.join(', ')}: its backward is not the derivative`;
}
