import { describe, it } from 'vitest';
import { registerChecks } from '../../src/testing/check.ts';
import { initializerContract } from '../../src/testing/initializerContract.ts';
import { layerContract } from '../../src/testing/layerContract.ts';
import { lossContract } from '../../src/testing/lossContract.ts';
import { metricContract } from '../../src/testing/metricContract.ts';
import { optimizerContract } from '../../src/testing/optimizerContract.ts';
import { projectionContract } from '../../src/testing/projectionContract.ts';
import { regularizerContract } from '../../src/testing/regularizerContract.ts';
import { scheduleContract } from '../../src/testing/scheduleContract.ts';
import { compositions } from './cases/compositions.ts';
import { initializerCases } from './cases/initializers.ts';
import { layerCases } from './cases/layers.ts';
import { lossCases } from './cases/losses.ts';
import { metricCases } from './cases/metrics.ts';
import { optimizerCases } from './cases/optimizers.ts';
import { projectionCases } from './cases/projections.ts';
import { regularizerCases } from './cases/regularizers.ts';
import { scheduleCases } from './cases/schedules.ts';
import { backends, runContracts } from './runContracts.ts';
import { testLayers } from './testLayers.ts';

runContracts('layer', layerCases, layerContract);
runContracts('loss', lossCases, lossContract);
runContracts('regularizer', regularizerCases, regularizerContract);
runContracts('projection', projectionCases, projectionContract);
runContracts('optimizer', optimizerCases, optimizerContract);
runContracts('metric', metricCases, metricContract);
runContracts('initializer', initializerCases, initializerContract);
runContracts('schedule', scheduleCases, scheduleContract);

for (const [title, options] of Object.entries(compositions)) {
  registerChecks(title, layerContract({ ...options, label: title, plugins: [testLayers], backends }), { describe, it });
}
