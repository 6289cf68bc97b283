import { requireBatchSize } from '../data/batchCutter.ts';
import type { DataParts } from '../data/dataset.ts';
import { monitorNames } from '../components/monitor.ts';
import type { Following } from '../components/monitor.ts';
import { ConfigError, located, nearestName } from '../errors.ts';
import type { TrainingOptions } from './trainingOptions.ts';

/** A figure that something follows, and where the config says which. */
export interface Monitor extends Following {
  readonly where: string;
}

/** What is known to fail is refused before anything is written: throws a DataError or a ConfigError. */
export function requireTrainable({ batchSize }: TrainingOptions, { train, stream, validation }: DataParts, metrics: readonly string[], monitors: readonly Monitor[]): void {
  try {
    if (stream === undefined) requireBatchSize(train, batchSize);
  } catch (error) {
    throw located(error, 'training.batchSize', ': ');
  }
  for (const monitor of monitors) requireMonitor(monitor, validation !== undefined, metrics);
}

function requireMonitor({ monitor, where }: Monitor, validates: boolean, metrics: readonly string[]): void {
  const known = monitorNames(metrics, validates);
  if (known.includes(monitor)) return;
  const held = 'hold out samples with `validation: 0.1` at the data, or monitor training.loss';
  throw new ConfigError('the monitored figure is one that this run does not have', {
    where, got: monitor, expected: known.join(', '), nearest: nearestName(monitor, monitorNames(metrics, true).filter(name => name !== monitor)),
    next: !validates && monitor.startsWith('validation.') ? held : undefined,
  });
}
