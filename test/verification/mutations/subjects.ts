import fc from 'fast-check';
import type { Check } from '../../../src/testing/check.ts';
import { layerContract } from '../../../src/testing/layerContract.ts';
import { lossContract } from '../../../src/testing/lossContract.ts';
import { metricContract } from '../../../src/testing/metricContract.ts';
import { optimizerContract } from '../../../src/testing/optimizerContract.ts';
import { projectionContract } from '../../../src/testing/projectionContract.ts';
import { regularizerContract } from '../../../src/testing/regularizerContract.ts';
import { scheduleContract } from '../../../src/testing/scheduleContract.ts';
import type { GradientProblem } from '../../../src/verification/gradientProblem.ts';
import { layerProblem } from '../../../src/verification/layerProblem.ts';
import { lossProblem } from '../../../src/verification/lossProblem.ts';
import { regularizerProblems } from '../../../src/verification/regularizerProblems.ts';
import type { LayerCase } from '../../contracts/cases/layerCase.ts';
import { layerCases } from '../../contracts/cases/layers.ts';
import { lossCases } from '../../contracts/cases/losses.ts';
import { metricCases } from '../../contracts/cases/metrics.ts';
import { optimizerCases } from '../../contracts/cases/optimizers.ts';
import { projectionCases } from '../../contracts/cases/projections.ts';
import { regularizerCases } from '../../contracts/cases/regularizers.ts';
import { scheduleCases } from '../../contracts/cases/schedules.ts';
import type { Mutant } from './loadMutant.ts';
import type { Mutation } from './mutation.ts';
import { withMutant } from './withMutant.ts';

/** A case with the mutant in it, ready to be checked. */
export interface Subject {
  /** Steps whose gradients depend on the mutant. */
  problems(): readonly GradientProblem[];
  checks(): readonly Check[];
}

/** How many cases of the component's contract are tried: some options do not meet the mistake. */
const tried = 16;

/** The cases of the component's contract, with the mutant in its place. */
export function subjectsOf({ of, component }: Mutation, mutant: Mutant): readonly Subject[] {
  const sample = <Case>(cases: Readonly<Record<string, fc.Arbitrary<Case>>>, make: (own: Case) => Subject) => {
    const arbitrary = cases[component];
    if (arbitrary === undefined) throw new Error(`no cases of the ${of} ${component}`);
    return fc.sample(fc.noBias(arbitrary), { numRuns: tried, seed: 1 }).map(own => make(withMutant(own, component, mutant)));
  };
  const kinds: Readonly<Partial<Record<Mutation['of'], () => readonly Subject[]>>> = {
    layer: () => sample(layerCases, own => ({ problems: () => [layerProblem(surrounded(own))], checks: () => layerContract({ ...own, backends: [] }) })),
    loss: () => sample(lossCases, own => ({ problems: () => [lossProblem(own)], checks: () => lossContract({ ...own, backends: [] }) })),
    regularizer: () => sample(regularizerCases, own => ({ problems: () => regularizerProblems(own), checks: () => regularizerContract({ ...own, backends: [] }) })),
    optimizer: () => sample(optimizerCases, own => valuesOf(() => optimizerContract({ ...own, backends: [] }))),
    schedule: () => sample(scheduleCases, own => valuesOf(() => scheduleContract(own))),
    projection: () => sample(projectionCases, own => valuesOf(() => projectionContract({ ...own, backends: [] }))),
    metric: () => sample(metricCases, own => valuesOf(() => metricContract({ ...own, backends: [] }))),
  };
  return kinds[of]?.() ?? [];
}

/** Other layers after the one that is to be found; more outputs than one stay as they are. */
function surrounded(own: LayerCase): LayerCase {
  const { model } = layerProblem(own).objective;
  return model.outputs.length === 1 ? { ...own, layer: [own.layer, 'softplus', 'flatten', { use: 'dense', units: 2 }] } : own;
}

function valuesOf(checks: () => readonly Check[]): Subject {
  return { problems: () => [], checks };
}
