import type { LayerInput, ReferenceInput } from '../components/definition.ts';
import { recordPrediction } from '../training/recordStep.ts';
import type { ContractOptions } from './contractOptions.ts';
import { checksOrFailure } from './check.ts';
import type { Check } from './check.ts';
import { expectClose } from './closeTo.ts';
import { evaluateOnce } from './evaluation.ts';
import { dataOf, stateOf } from './gradientProblem.ts';
import { layerContract, layerProblem } from './layerContract.ts';
import { oracle } from './testedBackends.ts';
import { tolerances } from './tolerances.ts';

/** What is checked of a regularizer, and how. */
export interface RegularizerContractOptions extends ContractOptions {
  readonly regularizer: ReferenceInput<'regularizer'>;
  /** The input of the layers that it is attached to, without the batch axis. */
  readonly input?: readonly number[];
  /** True for a regularizer of matrices: it is put on no bias, and `input` has two axes. */
  readonly ofMatrices?: boolean;
}

/**
 * What every regularizer keeps to, in each of its places (on parameters, on a layer's output, in the layer list): the layer contract for the layer that it
 * regularizes, and no effect on predictions.
 */
export function regularizerContract({ regularizer, ofMatrices = false, input = ofMatrices ? [2, 4] : [4], label, ...options }: RegularizerContractOptions): readonly Check[] {
  const name = label ?? (typeof regularizer === 'string' ? regularizer : regularizer.use);
  return Object.entries(placesFor(regularizer, ofMatrices)).flatMap(([place, layer]) => {
    const contract = { layer, inputs: [input], label: `${name} ${place}`, ...options };
    const checks = checksOrFailure('the regularized layer builds', () => [
      ...layerContract(contract),
      { name: 'predictions are those without it', run: () => checkPrediction(contract) },
    ]);
    return checks.map(check => ({ ...check, name: `${place}: ${check.name}` }));
  });
}

function placesFor(regularizer: ReferenceInput<'regularizer'>, ofMatrices: boolean): Readonly<Record<string, LayerInput>> {
  return {
    'on parameters': { use: 'dense', units: 3, kernelRegularizer: regularizer, ...(!ofMatrices && { biasRegularizer: regularizer }) },
    'on an output': { use: 'dense', units: 3, outputRegularizer: regularizer },
    'in the layer list': [{ use: 'dense', units: 3 }, regularizer, { use: 'dense', units: 3 }],
  };
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
