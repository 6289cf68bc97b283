import { requireBatchSize } from '../data/batchCutter.ts';
import type { DataParts } from '../data/dataset.ts';
import { ConfigError, located, nearestName } from '../errors.ts';
import type { TrainingOptions } from './trainingOptions.ts';

/** What is known to fail is refused before anything is written: throws a DataError or a ConfigError. */
export function requireTrainable({ batchSize, earlyStopping }: TrainingOptions, { train, validation }: DataParts, metrics: readonly string[]): void {
  try {
    requireBatchSize(train, batchSize);
  } catch (error) {
    throw located(error, 'training.batchSize', ': ');
  }
  if (earlyStopping !== undefined) requireMonitor(earlyStopping.monitor, validation !== undefined, metrics);
}

function requireMonitor(monitor: string, validates: boolean, metrics: readonly string[]): void {
  const known = (validates ? ['validation', 'training'] : ['training']).flatMap(part => ['loss', ...metrics].map(figure => `${part}.${figure}`));
  if (known.includes(monitor)) return;
  const held = 'hold out samples with `validation: 0.1` at the data, or monitor training.loss';
  throw new ConfigError('early stopping monitors a figure that this run does not have', {
    where: 'training.earlyStopping.monitor', got: monitor, expected: known.join(', '), nearest: nearestName(monitor, known),
    next: !validates && monitor.startsWith('validation.') ? held : undefined,
  });
}
