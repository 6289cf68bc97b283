import type { DataParts } from '../data/dataset.ts';
import { inPlace } from '../optimizers/inPlace.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { epochLength } from './epochLength.ts';
import type { TrainingOptions } from './trainingOptions.ts';

/** Throws a ConfigError where a training of this length would update nothing: an optimizer that gathers more batches than it has, for example. */
export function requireUpdates(optimizer: Optimizer, { epochs, steps = Number.POSITIVE_INFINITY, batchSize }: TrainingOptions, data: DataParts): void {
  inPlace('optimizer', () => optimizer.requireSteps?.(Math.min(steps, epochs * epochLength(data, batchSize).steps)));
}
