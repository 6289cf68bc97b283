import * as z from 'zod/mini';

/** The size of a part that is held out: below 1 a fraction of the samples, from 1 on their number; 0 holds out none. */
export const partSize = z.number().check(z.gte(0), z.refine(value => value < 1 || Number.isInteger(value), 'neither a fraction below 1 nor a whole number of samples'));
