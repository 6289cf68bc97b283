import { requireBatchSize } from '../data/batchCutter.ts';
import type { DataParts } from '../data/dataset.ts';
import { ConfigError, located } from '../errors.ts';
import type { TrainingOptions } from './trainer.ts';

/** What is known to fail is refused before anything is written: throws a DataError or a ConfigError. */
export function requireTrainable({ batchSize, earlyStopping }: TrainingOptions, { train, validation }: DataParts): void {
  try {
    requireBatchSize(train, batchSize);
  } catch (error) {
    throw located(error, 'training.batchSize', ': ');
  }
  if (validation === undefined && earlyStopping?.monitor.startsWith('validation.') === true) {
    throw new ConfigError('early stopping monitors the validation part, which the data do not have', {
      where: 'training.earlyStopping.monitor', got: earlyStopping.monitor, next: 'hold out samples with `validation: 0.1` at the data, or monitor training.loss',
    });
  }
}
