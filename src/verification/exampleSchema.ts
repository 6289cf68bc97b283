import * as z from 'zod/mini';
import { sizeOf } from '../tensor/shape.ts';

/** More would take minutes, and then more memory than there is. */
const mostElements = 100_000;

const shape = z.array(z.int().check(z.positive())).check(z.refine(extents => sizeOf(extents) <= mostElements, `more than ${mostElements} elements a sample: smaller inputs show the same`));
const range = z.tuple([z.number(), z.number()]).check(z.refine(([least, greatest]) => least <= greatest, 'the least comes after the greatest'));
const column = z.strictObject({ shape, dtype: z.optional(z.enum(['float', 'int32'])), range: z.optional(range) });

/** The options of a component, whatever they are. */
export const optionsSchema = z.record(z.string(), z.unknown()).check(z.refine(options => !('use' in options), 'the name of the component is no option of it: leave out `use`'));

/** What goes into a component, without the batch axis. */
export const inputsSchema = z.array(z.union([shape, column], 'neither a shape, [4], nor { shape, dtype, range }')).check(z.minLength(1));

/** The examples of a definition. */
export const examplesSchema = z.array(z.strictObject({ options: z.optional(optionsSchema), inputs: z.optional(inputsSchema) }));
