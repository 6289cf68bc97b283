import { describe, it } from 'vitest';
import { registerChecks } from '../../src/testing/check.ts';
import { layerContract } from '../../src/testing/layerContract.ts';
import { compositions } from './cases/compositions.ts';
import { layerCases } from './cases/layers.ts';
import { backends, runContracts } from './runContracts.ts';
import { testLayers } from './testLayers.ts';

runContracts('layer', layerCases, layerContract);

for (const [title, options] of Object.entries(compositions)) {
  registerChecks(title, layerContract({ ...options, label: title, plugins: [testLayers], backends }), { describe, it });
}
