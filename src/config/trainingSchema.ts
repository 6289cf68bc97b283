import { z } from 'zod';
import { trainingShape } from '../training/trainingOptions.ts';

/** How long and in what portions a run trains: for a number of epochs (1 where nothing is said), or of steps. */
export const trainingSchema = z.strictObject({
  ...trainingShape,
  epochs: z.int().positive().optional(),
  batchSize: z.int().positive().default(32),
}).transform(({ epochs, steps, ...rest }) => ({ ...rest, steps, epochs: epochs ?? (steps === undefined ? 1 : Number.POSITIVE_INFINITY) }));
