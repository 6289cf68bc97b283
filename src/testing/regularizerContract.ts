import { recordPrediction } from '../training/recordStep.ts';
import type { LayerInput } from '../components/definition.ts';
import { expectClose } from '../verification/closeTo.ts';
import { evaluateOnce } from '../verification/evaluation.ts';
import { dataOf, stateOf } from '../verification/gradientProblem.ts';
import { layerProblem } from '../verification/layerProblem.ts';
import { regularizedLayers } from '../verification/regularizerProblems.ts';
import type { RegularizerProblemOptions } from '../verification/regularizerProblems.ts';
import { oracle } from '../verification/testedBackends.ts';
import { tolerances } from '../verification/tolerances.ts';
import type { ContractOptions } from './contractOptions.ts';
import { checksOrFailure } from './check.ts';
import type { Check } from './check.ts';
import { layerContract } from './layerContract.ts';
import { checkMoments, checkPenaltyReference } from './regularizerReference.ts';
import type { MomentsReference, PenaltyReference } from './regularizerReference.ts';

/** What is checked of a regularizer, and how. */
export interface RegularizerContractOptions extends RegularizerProblemOptions, ContractOptions {
  /** The penalty on a parameter, at the step 2 of its schedules. */
  readonly penalty?: PenaltyReference;
  /** Mean and deviation of what the transform makes of a number, at the step 2 of its schedules. */
  readonly moments?: MomentsReference;
}

/**
 * What every regularizer keeps to, in each of its places (on parameters, on a layer's output, in the layer list): the layer contract for the layer that it
 * regularizes, and no effect on predictions. Its penalty is that of `penalty`, the moments of its noise are those of `moments`, where they are given.
 *
 * ```ts
 * import { describe, it } from 'vitest';
 * import { l1 } from 'chainrule';
 * import { registerChecks, regularizerContract } from 'chainrule/testing';
 *
 * registerChecks('l1', regularizerContract({ regularizer: l1(0.1) }), { describe, it });
 * ```
 */
export function regularizerContract({ regularizer, ofMatrices = false, input = ofMatrices ? [2, 4] : [4], label, penalty, moments, ...options }: RegularizerContractOptions): readonly Check[] {
  const name = label ?? (typeof regularizer === 'string' ? regularizer : regularizer.use);
  const inPlaces = Object.entries(regularizedLayers(regularizer, ofMatrices)).flatMap(([place, layer]) => {
    const contract = { layer, inputs: [input], label: `${name} ${place}`, ...options };
    const checks = checksOrFailure('the regularized layer builds', () => [
      ...layerContract(contract),
      { name: 'predictions are those without it', run: () => checkPrediction(contract) },
    ]);
    return checks.map(check => ({ ...check, name: `${place}: ${check.name}` }));
  });
  const { 'on parameters': layer = regularizer } = regularizedLayers(regularizer, ofMatrices);
  return [
    ...inPlaces,
    ...(penalty === undefined ? [] : [{ name: 'the penalty is that of the reference', run: () => checkPenaltyReference({ layer, inputs: [input], label: name, ...options }, withoutRegularizers(layer), penalty) }]),
    ...(moments === undefined ? [] : [{ name: 'the noise has the mean and the deviation of the reference', run: () => checkMoments({ layer: regularizer, label: name, ...options }, moments) }]),
  ];
}

async function checkPrediction(contract: Parameters<typeof layerContract>[0]): Promise<void> {
  const problem = layerProblem(contract);
  const plain = layerProblem({ ...contract, layer: withoutRegularizers(contract.layer) });
  const predict = async (of: typeof problem) => {
    const figures = await evaluateOnce(oracle(), recordPrediction(of.objective, of.batchSize), stateOf(of), dataOf(of));
    return figures['outputs/0'] ?? new Float64Array();
  };
  expectClose(await predict(problem), await predict(plain), tolerances.float64, `${problem.label}: predictions against those without it`);
}

function withoutRegularizers(layer: LayerInput): LayerInput {
  if (typeof layer === 'string' || 'use' in layer) return { use: 'dense', units: 3 };
  return [{ use: 'dense', units: 3 }, { use: 'dense', units: 3 }];
}
