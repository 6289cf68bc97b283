import * as z from 'zod';
import { classWeightsSchema } from '../training/classWeights.ts';
import { denominatorSchema } from '../training/denominator.ts';
import { trainingShape } from '../training/trainingOptions.ts';

/** How long and in what portions a run trains: for a number of epochs (1 where nothing is said), or of steps. */
export const trainingSchema = z.strictObject({
  ...trainingShape,
  epochs: z.int().positive().optional(),
  batchSize: z.int().positive().default(32),
  /** Multiplies the weights of the samples of each class in training; evaluations go without. */
  classWeights: classWeightsSchema.optional(),
  /** What the weighted losses of a batch are divided by, where a loss is a mean. */
  denominator: denominatorSchema.default('samples'),
}).transform(({ epochs, steps, ...rest }) => ({ ...rest, steps, epochs: epochs ?? (steps === undefined ? 1 : Number.POSITIVE_INFINITY) }));
