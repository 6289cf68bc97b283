import * as z from 'zod/mini';
import { asBuilt } from '../components/builtFrom.ts';
import { heldOutPart } from '../components/heldOutPart.ts';
import type { ReferenceInput } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import type { DataSource } from '../data/dataset.ts';
import { splitOptions } from '../plugins/commonKeys.ts';
import type { DataKey } from '../plugins/commonKeys.ts';
import { componentSchema } from '../plugins/componentSchema.ts';
import { parseProblems, valuesOf } from '../plugins/zodProblems.ts';
import type { Registry } from '../plugins/registry.ts';

/** Options that every data source takes beside its own. */
export const dataOptions = z.strictObject({
  /** The part of the training samples held out for validation: below 1 a fraction, from 1 on their number; 0, the default, holds out none. */
  validation: z.prefault(heldOutPart, 0),
  /** Subtracts the mean and divides by the deviation of the training part, whose samples count once each, whatever their weights: `true` for the inputs, or each by name. */
  standardise: z.prefault(z.union([
    z.pipe(z.boolean(), z.transform(inputs => ({ inputs, targets: false }))),
    z.strictObject({
      /** Whether inputs are standardised; or the names of those that are, columns of a table among them. */
      inputs: withDefault(z.union([z.boolean(), z.array(z.string())]), false),
      /** Whether targets are standardised. */
      targets: withDefault(z.boolean(), false),
    }),
  ]), false),
  /** Draws a new order of the samples for each epoch. */
  shuffle: withDefault(z.boolean(), true),
  /** Gives the classes of the training part, the validation part taken out, the same number of samples: small ones repeated, or large ones cut. The class that the loss ignores stays as it is. */
  balance: z.optional(z.enum(['oversample', 'undersample'])),
} satisfies Record<DataKey, z.ZodMiniType>);

/** Where the samples come from and how they are prepared. */
export interface DataSettings extends z.output<typeof dataOptions> {
  readonly source: DataSource;
}

/** A reference to a data source; in an object, the common options stand beside the source's own. */
export type DataInput = ReferenceInput<'dataSource'> | (ReferenceInput<'dataSource'> & z.input<typeof dataOptions>);

/** The schema of `data`: a data source with the common options. */
export function dataSchema(registry: Registry): z.ZodMiniType<DataSettings, DataInput> {
  return componentSchema<DataSettings, DataInput>(input => {
    const { own, common } = divide(input);
    const source = parseProblems(registry.schemas.dataSource(), own);
    const [made, options] = valuesOf(source, parseProblems(dataOptions, common));
    return { source: made, ...options };
  });
}

/** The reference itself stays the same object where there is nothing to take out. */
function divide(input: unknown): { readonly own: unknown; readonly common: object } {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return { own: input, common: {} };
  const { own, common } = splitOptions('dataSource', { ...input });
  return Object.keys(common).length === 0 ? { own: input, common } : { own: asBuilt(own, input), common };
}
