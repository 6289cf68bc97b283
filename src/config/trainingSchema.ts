import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import { classWeightsSchema } from '../training/classWeightsOption.ts';
import { denominatorSchema } from '../training/denominator.ts';
import { trainingShape } from '../training/trainingOptions.ts';

/** How long and in what portions a run trains: for a number of epochs (1 where nothing is said), or of steps. */
export const trainingSchema = z.pipe(z.strictObject({
  ...trainingShape,
  /** Passes over the training data; 1 where neither they nor steps are given. */
  epochs: z.optional(z.int().check(z.positive())),
  /** Samples of a step. */
  batchSize: withDefault(z.int().check(z.positive()), 32),
  /** Multiplies the weights of the samples of each class in training; evaluations go without. */
  classWeights: z.optional(classWeightsSchema),
  /** What the weighted losses of a batch are divided by, where a loss is a mean. */
  denominator: withDefault(denominatorSchema, 'samples'),
}), z.transform(({ epochs, steps, ...rest }) => ({ ...rest, steps, epochs: epochs ?? (steps === undefined ? 1 : Number.POSITIVE_INFINITY) })));
