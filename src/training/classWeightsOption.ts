import * as z from 'zod/mini';

/** A weight for each class, by its name or its index, which is −1 or 1 for such labels; none for the class that the loss ignores; or `balanced`: samples / (classes · samples of the class), so that all classes count alike. */
export const classWeightsSchema = z.union([z.literal('balanced'), z.record(z.string(), z.number().check(z.gte(0)))]);

export type ClassWeightsOption = z.output<typeof classWeightsSchema>;
