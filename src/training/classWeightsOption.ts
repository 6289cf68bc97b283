import * as z from 'zod/mini';

/** A weight for each class, by its index or its name; or `balanced`: samples / (classes · samples of the class), so that all classes count alike. */
export const classWeightsSchema = z.union([z.literal('balanced'), z.record(z.string(), z.number().check(z.gte(0)))]);

export type ClassWeightsOption = z.output<typeof classWeightsSchema>;
