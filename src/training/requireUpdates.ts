import type { DataParts } from '../data/dataset.ts';
import { inPlace } from '../optimizers/inPlace.ts';
import type { Optimizer, PlannedTraining } from '../optimizers/optimizer.ts';
import type { Denominator } from './denominator.ts';
import { epochLength } from './epochLength.ts';
import type { TrainingOptions } from './trainingOptions.ts';

/** Throws a ConfigError where a training of this length would update nothing: an optimizer that gathers more batches than it has, for example. */
export function requireUpdates(optimizer: Optimizer, { epochs, steps = Number.POSITIVE_INFINITY, batchSize, denominator }: TrainingOptions, data: DataParts): void {
  requireTraining(optimizer, { steps: Math.min(steps, epochs * epochLength(data, batchSize).steps), denominator });
}

/** Throws a ConfigError where an optimizer cannot take part in a training, of a length that need not be known. */
export function requireTraining(optimizer: Optimizer, { steps = Number.POSITIVE_INFINITY, denominator = 'samples' }: Partial<Pick<PlannedTraining, 'steps'>> & { readonly denominator?: Denominator | undefined }): void {
  inPlace('optimizer', () => optimizer.requireTraining?.({ steps, weighted: denominator !== 'samples' }));
}
