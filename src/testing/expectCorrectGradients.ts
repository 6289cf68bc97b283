import type { LayerInput } from '../components/definition.ts';
import { runChecks } from './check.ts';
import type { CheckSummary } from './check.ts';
import { layerContract } from './layerContract.ts';
import type { LayerContractOptions } from './layerContract.ts';

/**
 * Runs the layer contract in one line: `await expectCorrectGradients(swish(), { inputs: [[4]], plugins: [mine] })`. Throws the first failure; gives what was
 * skipped and noted.
 */
export function expectCorrectGradients(layer: LayerInput, options: Omit<LayerContractOptions, 'layer'>): Promise<CheckSummary> {
  return runChecks(layerContract({ layer, ...options }));
}
