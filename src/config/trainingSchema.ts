import { z } from 'zod';

/** Ends training when a figure has stopped improving. */
export const earlyStoppingSchema = z.strictObject({
  /** `validation.loss`, `validation.accuracy`, `training.loss` …. */
  monitor: z.string().default('validation.loss'),
  /** Epochs without improvement after which training stops. */
  patience: z.int().positive().default(5),
  /** The least change that counts as an improvement. */
  minDelta: z.number().min(0).default(0),
  /** Whether smaller or larger figures are better; `auto` takes `max` for accuracies and the like, else `min`. */
  mode: z.enum(['auto', 'min', 'max']).default('auto'),
  /** Puts the best epoch's weights back at the end. */
  restoreBest: z.boolean().default(true),
});

/** How long and in what portions a run trains: for a number of epochs (1 where nothing is said), or of steps. */
export const trainingSchema = z.strictObject({
  /** Passes over the training data. */
  epochs: z.int().positive().optional(),
  /** Ends training after so many steps, in the middle of an epoch if need be. */
  steps: z.int().positive().optional(),
  batchSize: z.int().positive().default(32),
  earlyStopping: earlyStoppingSchema.optional(),
}).transform(({ epochs, steps, ...rest }) => ({ ...rest, steps, epochs: epochs ?? (steps === undefined ? 1 : Number.POSITIVE_INFINITY) }));
